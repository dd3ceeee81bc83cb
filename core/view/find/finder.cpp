#include "view/find/finder.hpp"

#include <algorithm>
#include <utility>

#include "figures.hpp"
#include "unicode/units.hpp"
#include "view/context.hpp"

namespace moa::view {
namespace {

/// Of all texts in one update: searching is faster than laying out.
constexpr std::size_t searched_at_once = 256 << 10;

}  // namespace

void Finder::close() {
    open_ = false;
    searches_.clear();
    prompts_.clear();
    current_.reset();
    arrived_ = reveal_ = false;
    step_ = 0;
    seek_ = true;  // where the words stay, they are found again when it opens
}

void Finder::look_for(std::string_view words) {
    words = words.substr(0, unicode::whole_units(words, longest_words));
    if (words == words_) return;
    words_ = words;
    needle_ = Needle(words_);
    searches_.clear();
    seek_ = true;
}

void Finder::find_in(RunText text, std::string_view content, std::uint64_t version) {
    TextSearch& search = searches_.try_emplace(text, needle_).first->second;
    search.update(content, version, room_);
    complete_ = complete_ && search.is_complete();
}

void Finder::update(const session::Workspace& workspace, run::NodeId shown, bool with_prompt) {
    const session::Conversation& conversation = workspace.conversation();
    std::vector<TurnAnswer> others;
    for (const session::TurnNumber turn : conversation.path()) {
        const run::RunState& run = conversation.run_of(turn);
        if (turn == conversation.shown_turn() || run.layers.empty()) continue;
        const run::Node& node = run.aggregator();
        others.push_back({{turn, node.id, RunText::answer},
                          node.text,
                          session::text_version(conversation.run_number_of(turn), node)});
    }
    update(workspace.shown(), shown, with_prompt, workspace.on_screen().number(), others,
           conversation.shown_turn());
}

void Finder::update(const run::RunState& state, run::NodeId shown, bool with_prompt, std::uint64_t run_number,
                    const std::vector<TurnAnswer>& others, session::TurnNumber turn) {
    complete_ = true;
    if (!open_ || needle_.empty()) {
        current_.reset();
        return;
    }
    room_ = {searched_at_once};
    const auto is_gone = [&](const auto& each) {
        const RunText& text = each.first;
        if (text.turn != turn) {
            return std::none_of(others.begin(), others.end(),
                                [&](const TurnAnswer& other) { return other.text == text; });
        }
        const bool prompt = text.part >= RunText::prompt;
        return state.find(text.node) == nullptr || (prompt && !(with_prompt && text.node == shown));
    };
    std::erase_if(searches_, is_gone);
    std::erase_if(prompts_, is_gone);
    for (const TurnAnswer& other : others)
        find_in(other.text, other.content, other.version);
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            const std::uint64_t version = session::text_version(run_number, node);
            find_in({turn, node.id, RunText::reasoning}, node.reasoning, version);
            find_in({turn, node.id, RunText::answer}, node.text, version);
        }
    }
    if (with_prompt) {
        int part = RunText::prompt;
        for (const wire::ChatMessage& message : run::prompt_of(state, shown)) {
            const RunText text{turn, shown, part++};
            find_in(text, message.content, prompts_[text].version_of(message.content));
        }
    }
    if (seek_ && complete_) {
        seek_ = false;
        const RunText beginning{turn, shown, RunText::answer};
        if (current_) {
            go_from(current_->text, current_->range.begin);
        } else {
            go_from(beginning, {});
        }
        step_ = 0;
    } else if (const int step = std::exchange(step_, 0); step != 0) {
        if (current_) {
            go_on(step > 0);
        } else {
            go_from({turn, shown, RunText::answer}, {});
        }
    }
}

/// To the first place from there on, from the beginning of all texts once more.
void Finder::go_from(RunText text, TextPlace from) {
    current_.reset();
    const auto try_from = [this](auto search, TextPlace least) {
        for (; search != searches_.end(); ++search, least = {}) {
            const auto& found = search->second.found();
            const auto first = std::partition_point(
                found.begin(), found.end(), [&](const TextRange& range) { return range.begin < least; });
            if (first == found.end()) continue;
            arrive(search->first, static_cast<std::size_t>(first - found.begin()));
            return true;
        }
        return false;
    };
    const auto start = searches_.lower_bound(text);
    if (!try_from(start, start != searches_.end() && start->first == text ? from : TextPlace{}))
        (void)try_from(searches_.begin(), {});
}

void Finder::go_on(bool forward) {
    const Place from = *current_;
    if (forward) {
        TextPlace behind = from.range.begin;
        ++behind.offset;
        return go_from(from.text, behind);
    }
    // The last place before it, or the last of all.
    std::optional<std::pair<RunText, std::size_t>> before;
    std::optional<std::pair<RunText, std::size_t>> last;
    for (const auto& [text, search] : searches_) {
        const auto& found = search.found();
        std::size_t end = found.size();
        if (end > 0) last = {text, end - 1};
        if (text == from.text) {
            end = static_cast<std::size_t>(
                std::partition_point(found.begin(), found.end(),
                                     [&](const TextRange& range) { return range.begin < from.range.begin; }) -
                found.begin());
        }
        if (end > 0 && text <= from.text) before = {text, end - 1};
    }
    current_.reset();
    const auto& target = before ? before : last;
    if (target) arrive(target->first, target->second);
}

void Finder::arrive(RunText text, std::size_t index) {
    current_ = Place{text, searches_.at(text).found()[index]};
    arrived_ = reveal_ = true;
}

std::size_t Finder::count() const {
    std::size_t count = 0;
    for (const auto& [text, search] : searches_)
        count += search.found().size();
    return count;
}

std::size_t Finder::number() const {
    if (!current_) return 0;
    std::size_t before = 0;
    for (const auto& [text, search] : searches_) {
        if (text < current_->text) before += search.found().size();
    }
    const auto here = marks(current_->text).current;
    return here ? before + *here + 1 : 0;
}

std::string Finder::result_words() const {
    if (needle_.empty()) return "";
    const std::size_t all = count();
    if (all == 0) return complete_ ? "Not found" : "Searching";
    return figure::count(static_cast<std::int64_t>(number())) + " of " +
           figure::count(static_cast<std::int64_t>(all));
}

FoundMarks Finder::marks(RunText text) const {
    FoundMarks marks;
    const auto search = searches_.find(text);
    if (search == searches_.end()) return marks;
    marks.all = search->second.found();
    if (!current_ || current_->text != text) return marks;
    const auto here =
        std::partition_point(marks.all.begin(), marks.all.end(),
                             [this](const TextRange& range) { return range.begin < current_->range.begin; });
    if (here == marks.all.end() || *here != current_->range) return marks;
    marks.current = static_cast<std::size_t>(here - marks.all.begin());
    marks.reveal = reveal_;
    return marks;
}

std::optional<RunText> Finder::take_arrival() {
    if (!std::exchange(arrived_, false) || !current_) return std::nullopt;
    return current_->text;
}

}  // namespace moa::view
