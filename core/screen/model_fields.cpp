#include "screen/model_fields.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "ascii.hpp"
#include "screen/model_search.hpp"
#include "session/setup.hpp"

namespace moa::screen {
namespace {

constexpr std::string_view proposer_prefix = "proposer-";
constexpr std::string_view repeat_name = "repeat";
/// With six, three, two models or one, these make the six calls of a layer of the paper's.
constexpr int offered_repeats[] = {1, 2, 3, 6};
constexpr std::string_view aggregator_name = "aggregator";
/// Before the name of a field: its button that takes another model.
constexpr std::string_view use_prefix = "use-";
constexpr std::string_view remove_prefix = "remove-";

std::string proposer_name(std::size_t index) {
    return std::string(proposer_prefix) + std::to_string(index + 1);
}

/// A number from 1 on, and nothing else.
std::optional<std::size_t> count_in(std::string_view text) {
    std::size_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
    return number;
}

/// The index in "proposer-3".
std::optional<std::size_t> proposer_index(std::string_view name) {
    if (!name.starts_with(proposer_prefix)) return std::nullopt;
    const auto number = count_in(name.substr(proposer_prefix.size()));
    return number ? std::optional(*number - 1) : std::nullopt;
}

Tone verdict_tone(const session::CheckLine& line) {
    if (line.asking || line.result == nullptr) return Tone::muted;
    switch (line.result->verdict) {
        case session::Verdict::callable:
            return Tone::good;
        case session::Verdict::not_callable:
            return Tone::failed;
        case session::Verdict::limited:
        case session::Verdict::unclear:
            break;
    }
    return Tone::doubtful;
}

/// What the model holds and costs, what a check said of it, and what could stand in for it.
void add_facts(Item& item, const session::ModelBook& book, const mixture::Provider& provider,
               const std::vector<session::CheckLine>& lines) {
    if (item.value.empty()) return;
    session::ModelChoice choice = session::choice_of(book, provider, item.value);
    choice.name.clear();
    if (std::string facts = choice_facts(choice); !facts.empty()) item.notes.push_back({std::move(facts)});
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const session::CheckLine& each) { return each.model == item.value; });
    if (line == lines.end()) return;
    if (line->asking || line->result != nullptr)
        item.notes.push_back({line->sign + " " + line->words, verdict_tone(*line), true});
    if (!line->reason.empty()) item.notes.push_back({line->reason, verdict_tone(*line)});
    for (const std::string& other : line->nearest) {
        std::string name(use_prefix);
        name += item.name + " " + other;
        item.buttons.push_back({std::move(name), "Use " + other, Role::quiet});
    }
}

}  // namespace

void ModelFields::fill(std::vector<std::string> proposers, int repeat, std::string aggregator) {
    proposers_ = std::move(proposers);
    if (proposers_.empty()) proposers_.emplace_back();
    repeat_ = repeat;
    aggregator_ = std::move(aggregator);
}

std::vector<std::string> ModelFields::proposers() const {
    std::vector<std::string> named;
    std::copy_if(proposers_.begin(), proposers_.end(), std::back_inserter(named),
                 [](const std::string& id) { return !id.empty(); });
    return named;
}

bool ModelFields::is_field(std::string_view name) {
    return name == aggregator_name || proposer_index(name).has_value();
}

Item ModelFields::repeat_item() const {
    Item item{Kind::choice, std::string(repeat_name), "Ask each", std::to_string(repeat_)};
    item.help = "Repeated calls of one model give different answers where its temperature allows it.";
    for (int times = 1; times <= session::most_repeats; ++times) {
        // A setup that was written elsewhere may have another number.
        const bool offered = std::count(std::begin(offered_repeats), std::end(offered_repeats), times) > 0;
        if (!offered && times != repeat_) continue;
        std::string count = std::to_string(times);
        std::string words = times == 1 ? "once" : count + " times";
        item.choices.push_back({std::move(count), std::move(words)});
    }
    return item;
}

std::vector<Section> ModelFields::sections(const session::ModelBook& book, const mixture::Provider& provider,
                                           const std::vector<session::CheckLine>& lines) const {
    Section proposers{"Proposers", {}};
    if (!provider.is_own()) proposers.help = "Prices are US dollars per million tokens.";
    for (std::size_t i = 0; i < proposers_.size(); ++i) {
        const std::string label = "Proposer " + std::to_string(i + 1);
        Item item{Kind::model, proposer_name(i), label, proposers_[i], "Model ID"};
        item.label_hidden = true;
        add_facts(item, book, provider, lines);
        if (proposers_.size() > 1) {
            item.remove = Button{std::string(remove_prefix) + item.name, "\u00d7", Role::quiet,
                                 "Remove proposer " + std::to_string(i + 1)};
        }
        proposers.items.push_back(std::move(item));
    }
    if (proposers_.size() < most_proposers)
        proposers.items.push_back({Kind::button, "add-proposer", "Add a proposer"});
    proposers.items.push_back(repeat_item());

    Section last{"Aggregator", {}};
    last.help = "Writes the final answer from the proposals.";
    Item item{Kind::model, std::string(aggregator_name), "Aggregator", aggregator_, "The first proposer"};
    item.label_hidden = true;
    add_facts(item, book, provider, lines);
    last.items.push_back(std::move(item));
    return {std::move(proposers), std::move(last)};
}

std::string* ModelFields::field(std::string_view name) {
    if (name == aggregator_name) return &aggregator_;
    const auto index = proposer_index(name);
    return index && *index < proposers_.size() ? &proposers_[*index] : nullptr;
}

/// Several lines are several proposers.
void ModelFields::set_proposer(std::size_t index, std::string_view value) {
    std::vector<std::string> ids;
    while (!value.empty()) {
        const std::size_t end = std::min(value.find('\n'), value.size());
        if (const std::string_view id = trimmed(value.substr(0, end)); !id.empty()) ids.emplace_back(id);
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    proposers_[index] = ids.empty() ? std::string() : ids.front();
    if (ids.size() < 2) return;
    const std::size_t more = std::min(ids.size() - 1, most_proposers - proposers_.size());
    const auto at = proposers_.begin() + static_cast<std::ptrdiff_t>(index) + 1;
    proposers_.insert(at, ids.begin() + 1, ids.begin() + 1 + static_cast<std::ptrdiff_t>(more));
}

bool ModelFields::act(std::string_view name, std::string_view value) {
    if (name == "add-proposer") {
        if (proposers_.size() < most_proposers) proposers_.emplace_back();
        focus_ = proposer_name(proposers_.size() - 1);
        return true;
    }
    if (name.starts_with(remove_prefix)) {
        const auto index = proposer_index(name.substr(remove_prefix.size()));
        if (!index || *index >= proposers_.size() || proposers_.size() == 1) return false;
        proposers_.erase(proposers_.begin() + static_cast<std::ptrdiff_t>(*index));
        focus_ = proposer_name(std::min(*index, proposers_.size() - 1));
        return true;
    }
    if (name.starts_with(use_prefix)) {
        name.remove_prefix(use_prefix.size());
        const std::size_t space = name.find(' ');
        if (space == std::string_view::npos) return false;
        std::string* target = field(name.substr(0, space));
        if (target == nullptr) return false;
        *target = name.substr(space + 1);
        focus_ = name.substr(0, space);
        return true;
    }
    if (name == repeat_name) {
        const auto times = count_in(value);
        if (times && *times <= session::most_repeats) repeat_ = static_cast<int>(*times);
        return true;
    }
    std::string* target = field(name);
    if (target == nullptr) return false;
    if (const auto index = proposer_index(name)) {
        set_proposer(*index, value);
    } else {
        *target = trimmed(value);
    }
    return true;
}

std::string ModelFields::take_focus() {
    return std::exchange(focus_, {});
}

}  // namespace moa::screen
