#include "native/models/model_options.hpp"

namespace moa::native {

void add_model_options(CLI::App& command, session::NamedModels& named) {
    command
        .add_option("-m,--model", named.models,
                    "Model that proposes: MODEL as a list has it, or PROVIDER/MODEL; may be repeated. One "
                    "model alone answers several times (Self-MoA)")
        ->type_name("MODEL")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("-a,--aggregator", named.aggregator,
                    "Model that writes the answer; default: the first model of -m")
        ->type_name("MODEL");
    command
        .add_option("-n,--proposers", named.proposers,
                    "Number of proposals; the models of -m are asked in turn")
        ->type_name("N");
}

}  // namespace moa::native
