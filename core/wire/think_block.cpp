#include "wire/think_block.hpp"

#include <algorithm>
#include <utility>

#include "ascii.hpp"
#include "wire/think_marks.hpp"

namespace moa::wire {
namespace {

/// More white space than this is what the answer begins with.
constexpr std::size_t longest_space = 1024;
constexpr std::string_view space = " \t\r\n";

/// The longest end of `text` that may be the start of `tag`.
std::size_t started_tag(std::string_view text, std::string_view tag) {
    for (std::size_t length = std::min(text.size(), tag.size() - 1); length > 0; --length) {
        if (text.ends_with(tag.substr(0, length))) return length;
    }
    return 0;
}

bool is_space(char c) {
    return space.find(c) != std::string_view::npos;
}

bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

bool ends_sentence(char c) {
    return c == '.' || c == '!' || c == '?';
}

/// A sign that follows a word a sentence mentions.
bool is_punctuation(char c) {
    return std::string_view(".,;:!?)]}'\"`").find(c) != std::string_view::npos;
}

/// Whether a tag between `place` and `next` stands there as a model's template sets it, and not as a word of
/// a sentence, in quotation marks or in code.
bool stands_apart(const TextPlace& place, char next) {
    if (place.is_quoted() || is_punctuation(next)) return false;
    if (place.is_line_blank() || is_line_end(next)) return true;
    if (!is_space(next)) return true;  // "thought.</think>Answer"
    return ends_sentence(place.last());
}

}  // namespace

bool ThinkBlock::take(std::string_view piece, std::string& text, std::string& reasoning, bool apart) {
    apart_ = apart;
    taken_back_ = false;
    text_from_ = text.size();
    if (state_ == State::text && held_.empty() && std::none_of(piece.begin(), piece.end(), may_begin_mark)) {
        place_.pass(piece);
        text += piece;
        return false;
    }
    held_ += piece;
    // Each round ends in another state, or with what the next piece has to tell.
    for (bool more = true; more;) {
        const State before = state_;
        switch (state_) {
            case State::start:
            case State::closed:
                read_start();
                break;
            case State::opened:
                if (drop_space()) state_ = State::inside;
                break;
            case State::inside:
                read_inside(reasoning);
                break;
            case State::pending:
                read_pending(reasoning);
                break;
            case State::text:
                read_text(text);
                break;
            case State::channels:
                channels_.take(held_, text, reasoning);
                break;
        }
        more = state_ != before;
    }
    reasoning += std::exchange(thoughts_, {});
    return taken_back_;
}

void ThinkBlock::finish(std::string& text, std::string& reasoning) {
    if (state_ == State::channels) {
        channels_.finish(held_, text, reasoning);
    } else if (state_ == State::opened || state_ == State::inside) {
        reasoning += held_;
        ended_inside_ = true;
    } else {
        text += held_;
    }
    held_.clear();
    state_ = State::text;
}

/// The start of the answer, or what stands right behind a block.
void ThinkBlock::read_start() {
    if (state_ == State::closed && !drop_space()) return;
    const std::size_t first = std::min(held_.find_first_not_of(space), held_.size());
    const std::string_view rest = std::string_view(held_).substr(first);
    if (rest.empty() && first <= longest_space) return;
    bool may_be_tag = false;
    const auto marks = think_marks();
    for (std::size_t i = 0; i < marks.size() && first <= longest_space; ++i) {
        const std::string_view open = marks[i].open;
        if (rest.starts_with(open)) {
            tags_ = i;
            if (marks[i].only_if_closed) {
                state_ = State::pending;
                return;
            }
            state_ = State::opened;
            held_.erase(0, first + open.size());
            return;
        }
        may_be_tag = may_be_tag || open.starts_with(rest);
    }
    for (const std::string_view open : channel_openings) {
        if (first <= longest_space && rest.starts_with(open)) {
            held_.erase(0, first);
            state_ = State::channels;
            return;
        }
        may_be_tag = may_be_tag || (first <= longest_space && open.starts_with(rest));
    }
    if (!may_be_tag) state_ = State::text;
}

void ThinkBlock::read_inside(std::string& reasoning) {
    const std::string_view close = think_marks()[tags_].close;
    const std::size_t end = held_.find(close);
    if (end != std::string::npos) {
        reasoning.append(held_, 0, end);
        held_.erase(0, end + close.size());
        had_block_ = true;
        state_ = State::closed;
        return;
    }
    const std::size_t ready = held_.size() - started_tag(held_, close);
    reasoning.append(held_, 0, ready);
    held_.erase(0, ready);
}

void ThinkBlock::read_pending(std::string& reasoning) {
    const ThinkMarks& marks = think_marks()[tags_];
    const std::size_t end = held_.find(marks.close, searched_);
    if (end == std::string::npos) {
        searched_ = held_.size() - std::min(held_.size(), marks.close.size());
        return;
    }
    searched_ = end;
    const std::size_t behind = end + marks.close.size();
    if (held_.find_first_not_of(space, behind) == std::string::npos) return;
    const std::size_t open = held_.find(marks.open) + marks.open.size();
    reasoning += trimmed(std::string_view(held_).substr(open, end - open));
    held_.erase(0, behind);
    searched_ = 0;
    had_block_ = true;
    state_ = State::closed;
}

void ThinkBlock::read_text(std::string& text) {
    const std::string held = std::exchange(held_, {});
    std::string_view rest = held;
    while (!rest.empty() && state_ == State::text) {
        const auto mark = std::find_if(rest.begin(), rest.end(), may_begin_mark);
        pass(rest, text, static_cast<std::size_t>(mark - rest.begin()));
        if (!rest.empty() && !read_mark(rest, text)) break;
    }
    held_ = rest;
}

/// What begins with the first byte of a mark. False when the next piece has to tell.
bool ThinkBlock::read_mark(std::string_view& rest, std::string& text) {
    std::size_t length = 0;
    const Found lone = find_lone_end(rest, length);
    if (lone == Found::tag) {
        take_back(text);
        rest.remove_prefix(length);
        return true;
    }
    const Found later = find_later_block(rest);
    if (later == Found::tag) {
        state_ = State::pending;
        return true;
    }
    const Found mention = find_mention(rest);
    if (lone == Found::perhaps || later == Found::perhaps || mention == Found::perhaps) return false;
    mentioned_ = mentioned_ || mention == Found::tag;
    pass(rest, text, 1);
    return true;
}

/// An end without a beginning: `length` is to be dropped.
ThinkBlock::Found ThinkBlock::find_lone_end(std::string_view rest, std::size_t& length) {
    if (had_block_ || mentioned_ || (apart_ && !place_.is_text_blank())) return Found::nothing;
    Found found = Found::nothing;
    const auto look = [&](std::string_view mark, bool is_channel) {
        if (found == Found::tag) return;
        if (!rest.starts_with(mark)) {
            if (mark.starts_with(rest)) found = Found::perhaps;
            return;
        }
        const std::size_t next = rest.find_first_not_of(space, mark.size());
        if (next == std::string_view::npos) {  // an end behind which nothing comes is none
            found = Found::perhaps;
        } else if (is_channel ? !place_.is_quoted() : stands_apart(place_, rest[mark.size()])) {
            found = Found::tag;
            length = is_channel ? mark.size() : next;
            if (is_channel) channels_.begin_final();
            state_ = is_channel ? State::channels : State::closed;
        }
    };
    for (const std::string_view mark : final_openings)
        look(mark, true);
    for (const ThinkMarks& marks : think_marks())
        look(marks.close, false);
    return found;
}

/// Another block of the same kind, later in the answer.
ThinkBlock::Found ThinkBlock::find_later_block(std::string_view rest) const {
    if (!had_block_) return Found::nothing;
    const std::string_view open = think_marks()[tags_].open;
    if (rest.size() > open.size() && rest.starts_with(open))
        return stands_apart(place_, rest[open.size()]) ? Found::tag : Found::nothing;
    return open.starts_with(rest) ? Found::perhaps : Found::nothing;
}

/// A beginning in the text: what ends behind it is its own.
ThinkBlock::Found ThinkBlock::find_mention(std::string_view rest) const {
    if (had_block_ || mentioned_) return Found::nothing;
    Found found = Found::nothing;
    for (const ThinkMarks& marks : think_marks()) {
        if (rest.starts_with(marks.open)) return Found::tag;
        if (marks.open.starts_with(rest)) found = Found::perhaps;
    }
    return found;
}

/// Drops the white space that held_ begins with; true when something is behind it.
bool ThinkBlock::drop_space() {
    held_.erase(0, std::min(held_.find_first_not_of(space), held_.size()));
    return !held_.empty();
}

/// The first `length` bytes are text.
void ThinkBlock::pass(std::string_view& rest, std::string& text, std::size_t length) {
    place_.pass(rest.substr(0, length));
    text += rest.substr(0, length);
    rest.remove_prefix(length);
}

/// All text so far was reasoning.
void ThinkBlock::take_back(std::string& text) {
    thoughts_ += text.substr(text_from_);
    text.resize(text_from_);
    taken_back_ = true;
    had_block_ = true;
}

}  // namespace moa::wire
