#include "wire/answer_joiner.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ascii.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

/// A text of so many bytes is not said twice from its first word on by chance.
constexpr std::size_t long_text = 32;
/// With fewer bytes before it, one piece that goes on behind them proves nothing: "1", "1." is "11.".
constexpr std::size_t telling_text = 4;
/// So many pieces that prove nothing are no longer held back.
constexpr int most_held_pieces = 8;

/// Whether `text` is nothing but `start`, which it begins with, said again.
bool only_repeats(std::string_view text, std::string_view start) {
    return text.substr(start.size()) == text.substr(0, text.size() - start.size());
}

/// Whether `text` is one part said at least twice ("Ha Ha Ha").
bool repeats_itself(std::string_view text) {
    std::vector<std::size_t> border(text.size() + 1, 0);  // Knuth, Morris and Pratt
    for (std::size_t i = 1, length = 0; i < text.size(); ++i) {
        while (length > 0 && text[i] != text[length])
            length = border[length];
        if (text[i] == text[length]) ++length;
        border[i + 1] = length;
    }
    return (text.size() - border[text.size()]) * 2 <= text.size();
}

/// Of whole characters.
std::size_t common_prefix(std::string_view a, std::string_view b) {
    const auto most = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    const auto same = std::mismatch(a.begin(), a.begin() + most, b.begin()).first - a.begin();
    return complete_utf8_prefix(a.substr(0, static_cast<std::size_t>(same)));
}

}  // namespace

void AnswerJoiner::take(std::string& text, std::size_t begin, bool whole) {
    if (text.size() == begin) return;
    if (whole && has_deltas_) return take_whole(text, begin);
    has_deltas_ = has_deltas_ || !whole;
    if (said_.size() == 0) {
        begin_anew(text.substr(begin));
    } else if (pieces_ == Pieces::undecided) {
        take_undecided(text, begin);
    } else if (pieces_ == Pieces::cumulative) {
        take_cumulative(text, begin);
    } else if (is_said_again(std::string_view(text).substr(begin))) {
        text.resize(begin);
    }
    said_.append(std::string_view(text).substr(begin));
}

void AnswerJoiner::begin_anew(std::string piece) {
    pieces_ = Pieces::undecided;
    first_size_ = piece.size();
    latest_ = std::move(piece);
    growths_ = held_pieces_ = 0;
}

void AnswerJoiner::take_undecided(std::string& text, std::size_t begin) {
    const std::string_view piece = std::string_view(text).substr(begin);
    if (!piece.starts_with(latest_) || held_pieces_ == most_held_pieces) {
        text.insert(begin, held_);
        decide_on(Pieces::following);
        return;
    }
    if (!only_repeats(piece, latest_)) ++growths_;
    const bool proven =
        growths_ > 0 && (latest_.size() >= long_text || (growths_ > 1 && latest_.size() >= telling_text));
    latest_ = piece;
    if (proven) {
        text.erase(begin, first_size_);
        decide_on(Pieces::cumulative);
        return;
    }
    held_ += piece;
    ++held_pieces_;
    text.resize(begin);
}

void AnswerJoiner::take_cumulative(std::string& text, std::size_t begin) {
    std::string piece = text.substr(begin);
    const std::size_t same = common_prefix(piece, latest_);
    if (same * 2 < std::min(piece.size(), latest_.size())) {  // it has changed its ways: nothing is lost
        begin_anew(std::move(piece));
        return;
    }
    text.erase(begin, same == piece.size() ? same : std::max(same, std::min(latest_.size(), piece.size())));
    if (piece.size() > latest_.size()) latest_ = std::move(piece);
}

void AnswerJoiner::take_whole(std::string& text, std::size_t begin) {
    const std::string message = text.substr(begin);
    text.resize(begin);
    finish(text);
    if (said_.covers(message)) return;
    std::string_view rest = message;
    if (said_.begins(message)) {
        rest.remove_prefix(said_.size());
    } else {
        rest = trimmed(rest);
        if (const std::size_t same = said_.common_prefix(rest); same * 2 >= said_.solid_size())
            rest.remove_prefix(complete_utf8_prefix(rest.substr(0, same)));
    }
    text += rest;
    said_.append(rest);
}

void AnswerJoiner::decide_on(Pieces pieces) {
    pieces_ = pieces;
    held_.clear();
    if (pieces == Pieces::following) latest_.clear();
}

/// All of it once more, as a last delta.
bool AnswerJoiner::is_said_again(std::string_view piece) const {
    return piece.size() >= long_text && said_.equals(piece) && !repeats_itself(piece);
}

void AnswerJoiner::finish(std::string& text) {
    if (pieces_ != Pieces::undecided) return;
    const std::size_t begin = text.size();
    if (growths_ > 0 && first_size_ >= telling_text) {
        text.append(latest_, first_size_, std::string::npos);
        decide_on(Pieces::cumulative);
    } else {
        if (!is_said_again(held_)) text += held_;
        decide_on(Pieces::following);
    }
    said_.append(std::string_view(text).substr(begin));
}

}  // namespace moa::wire
