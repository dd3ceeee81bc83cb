#include "session/agent_facts.hpp"

#include "figures.hpp"
#include "run/node_sentence.hpp"
#include "session/models/model_choices.hpp"
#include "session/models/model_words.hpp"

namespace moa::session {
AgentFacts agent_facts(const Workspace& workspace, const run::Node& node) {
    AgentFacts facts;
    const mixture::Providers& providers = workspace.configuration().providers();
    facts.provider = mixture::provider_label(providers, node.provider);
    const mixture::Provider* provider = mixture::find_provider(providers, node.provider);
    if (provider == nullptr) return facts;
    const ModelBook& book = workspace.access().book();
    const wire::ListedModel* listed = book.find_listed(*provider, node.model);
    if (listed != nullptr && listed->context_length)
        facts.context = figure::tokens(*listed->context_length) + " context";
    const PriceQuote quote = book.price_of(*provider, node.model);
    const bool calls_model = !provider->is_simulated();
    if (quote.price && calls_model) {
        facts.price = price_text(quote.price, quote.note);
        if (quote.note == wire::PriceNote::priced) facts.price += " per 1M tokens";
    }
    return facts;
}

bool is_refused(const Workspace& workspace, const run::Node& node) {
    if (!workspace.on_screen().idle() || node.state != run::NodeState::queued) return false;
    const mixture::Provider* provider =
        mixture::find_provider(workspace.configuration().providers(), node.provider);
    return provider != nullptr && !choice_of(workspace.access().book(), *provider, node.model).usable;
}

std::string_view state_word(const Workspace& workspace, const run::Node& node) {
    return is_refused(workspace, node) ? verdict_words(Verdict::not_callable)
                                       : run::state_word(workspace.shown(), node);
}

}  // namespace moa::session
