#include "wire/answer_joiner.hpp"

#include <algorithm>
#include <vector>

#include "ascii.hpp"

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

std::size_t common_prefix(std::string_view a, std::string_view b) {
    const std::size_t most = std::min(a.size(), b.size());
    return static_cast<std::size_t>(
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first - a.begin());
}

}  // namespace

void AnswerJoiner::take(std::string& text, std::size_t begin, bool whole) {
    if (text.size() == begin) return;
    if (whole && has_deltas_) return take_whole(text, begin);
    has_deltas_ = has_deltas_ || !whole;
    const std::string_view piece = std::string_view(text).substr(begin);
    if (said_.empty()) {
        said_ = latest_ = piece;
    } else if (pieces_ == Pieces::undecided) {
        take_undecided(text, begin);
    } else if (pieces_ == Pieces::cumulative) {
        take_cumulative(text, begin);
    } else if (is_said_again(piece)) {
        text.resize(begin);
    } else {
        said_ += piece;
    }
}

void AnswerJoiner::take_undecided(std::string& text, std::size_t begin) {
    const std::string piece = text.substr(begin);
    if (!piece.starts_with(latest_) || held_pieces_ == most_held_pieces) {
        decide_on_following();
        text.insert(begin, held_);
        said_.append(held_).append(piece);
        held_.clear();
        return;
    }
    if (!only_repeats(piece, latest_)) ++growths_;
    const bool proven =
        growths_ > 0 && (latest_.size() >= long_text || (growths_ > 1 && latest_.size() >= telling_text));
    if (proven) {
        pieces_ = Pieces::cumulative;
        text.erase(begin, said_.size());
        said_ = piece;
        held_.clear();
        return;
    }
    held_ += piece;
    latest_ = piece;
    ++held_pieces_;
    text.resize(begin);
}

void AnswerJoiner::take_cumulative(std::string& text, std::size_t begin) {
    const std::string piece = text.substr(begin);
    const std::size_t same = common_prefix(piece, said_);
    if (same * 2 < std::min(piece.size(), said_.size())) {  // it has changed its ways: nothing is lost
        said_ += piece;
        return;
    }
    text.erase(begin, same == piece.size() ? same : std::max(same, std::min(said_.size(), piece.size())));
    if (piece.size() > said_.size()) said_ = piece;
}

void AnswerJoiner::take_whole(std::string& text, std::size_t begin) {
    const std::string message = text.substr(begin);
    text.resize(begin);
    finish(text);
    const std::string_view said = trimmed(said_);
    const std::string_view words = trimmed(message);
    if (said.ends_with(words) || said.starts_with(words)) return;
    std::string_view rest = words;
    if (message.starts_with(said_)) {
        rest = std::string_view(message).substr(said_.size());
    } else if (const std::size_t same = common_prefix(words, said); same * 2 >= said.size()) {
        rest.remove_prefix(same);
    }
    text += rest;
    said_ += rest;
}

void AnswerJoiner::decide_on_following() {
    pieces_ = Pieces::following;
    latest_.clear();
}

/// All of it once more, as a last delta.
bool AnswerJoiner::is_said_again(std::string_view piece) const {
    return piece.size() >= long_text && trimmed(piece) == trimmed(said_) && !repeats_itself(piece);
}

void AnswerJoiner::finish(std::string& text) {
    if (pieces_ != Pieces::undecided) return;
    const bool cumulative = growths_ > 0 && said_.size() >= telling_text;
    if (cumulative) {
        text.append(latest_, said_.size(), std::string::npos);
        said_ = latest_;
        pieces_ = Pieces::cumulative;
    } else {
        if (!is_said_again(held_)) {
            text += held_;
            said_ += held_;
        }
        decide_on_following();
    }
    held_.clear();
}

}  // namespace moa::wire
