#include "session/models/model_choices.hpp"

#include <algorithm>

#include "figures.hpp"
#include "session/models/model_words.hpp"
#include "wire/model_search.hpp"

namespace moa::session {
namespace {

/// The name, where it is not only the id's last part written otherwise.
std::string telling_name(const wire::ListedModel& model) {
    const std::size_t slash = model.id.rfind('/');
    const std::string_view own =
        std::string_view(model.id).substr(slash == std::string::npos ? 0 : slash + 1);
    return model.name == own || model.name == model.id ? std::string() : model.name;
}

bool can_be_asked(const wire::ListedModel& model) {
    return model.active && model.can_chat != wire::CanChat::no &&
           model.price_note != wire::PriceNote::dedicated_only;
}

}  // namespace

ModelChoice choice_of(const ModelBook& book, const mixture::Provider& provider, std::string_view model) {
    ModelChoice choice;
    choice.id = model;
    const PriceQuote quote = book.price_of(provider, model);
    choice.price = price_text(quote.price, quote.note);
    const bool seed = quote.source == PriceQuote::Source::seed_list && quote.note != wire::PriceNote::free;
    if (seed) choice.price += " (" + quote.day + ")";
    if (const wire::ListedModel* listed = book.find_listed(provider, model)) {
        choice.name = telling_name(*listed);
        if (listed->context_length) choice.context = figure::tokens(*listed->context_length) + " tokens";
        choice.notes = notes_text(*listed);
        choice.usable = can_be_asked(*listed);
    } else if (book.list_of(provider) != nullptr) {
        choice.notes = "not in the list";
    }
    const ProbeResult* probe = book.probe_of(provider, model);
    if (probe != nullptr && probe->verdict == Verdict::not_callable) {
        add_to_list(choice.notes, "refused on " + utc_day(probe->at));
        choice.usable = false;
    }
    return choice;
}

std::vector<ModelChoice> find_choices(const ModelBook& book, const mixture::Provider& provider,
                                      std::string_view query, std::size_t count, std::size_t& found) {
    found = 0;
    std::vector<ModelChoice> choices;
    const KeptList* list = book.list_of(provider);
    if (list == nullptr) return choices;
    const auto models = wire::search_models(list->models, query);
    found = models.size();
    choices.reserve(models.size());
    for (const wire::ListedModel* model : models)
        choices.push_back(choice_of(book, provider, model->id));
    std::stable_partition(choices.begin(), choices.end(),
                          [](const ModelChoice& choice) { return choice.usable; });
    if (choices.size() > count) choices.resize(count);
    return choices;
}

}  // namespace moa::session
