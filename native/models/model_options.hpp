// -m, -a and -n: the same options in each program that takes them.
#pragma once

#include <CLI/CLI.hpp>

#include "session/models/named_models.hpp"

namespace moa::native {

/// The options write into `named`, which outlives the parsing.
void add_model_options(CLI::App& command, session::NamedModels& named);

}  // namespace moa::native
