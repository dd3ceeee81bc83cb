#include "wire/think_block.hpp"

#include <algorithm>
#include <array>

namespace moa::wire {
namespace {

struct Tags {
    std::string_view open;
    std::string_view close;
};

// <think>: DeepSeek R1, Qwen3 and most that think (Groq's documentation of reasoning_format "raw", vLLM's
// reasoning parsers). The others are of the list that Open WebUI takes for reasoning (backend/open_webui/
// utils/middleware.py, DEFAULT_REASONING_TAGS); its <reason>, <reasoning> and <thought> are left out, since
// an answer in XML may well begin with them.
constexpr std::array<Tags, 4> known_tags = {{
    {"<think>", "</think>"},
    {"<thinking>", "</thinking>"},
    {"<|begin_of_thought|>", "<|end_of_thought|>"},
    {"\xE2\x97\x81think\xE2\x96\xB7", "\xE2\x97\x81/think\xE2\x96\xB7"},
}};

/// More white space than this is what the answer begins with.
constexpr std::size_t longest_space = 1024;

/// The longest end of `text` that may be the start of `tag`.
std::size_t started_tag(std::string_view text, std::string_view tag) {
    for (std::size_t length = std::min(text.size(), tag.size() - 1); length > 0; --length) {
        if (text.ends_with(tag.substr(0, length))) return length;
    }
    return 0;
}

}  // namespace

void ThinkBlock::take(std::string_view piece, std::string& text, std::string& reasoning) {
    held_ += piece;
    if (state_ == State::start) read_start(text);
    if (state_ == State::opened && drop_space()) state_ = State::inside;
    if (state_ == State::inside) read_inside(reasoning);
    if (state_ == State::closed && drop_space()) state_ = State::past;
    if (state_ == State::past) {
        text += held_;
        held_.clear();
    }
}

void ThinkBlock::finish(std::string& text, std::string& reasoning) {
    if (state_ == State::opened || state_ == State::inside) {
        reasoning += held_;
        ended_inside_ = true;
    } else {
        text += held_;
    }
    held_.clear();
    state_ = State::past;
}

void ThinkBlock::read_start(std::string& text) {
    const std::size_t first = std::min(held_.find_first_not_of(" \t\r\n"), held_.size());
    const std::string_view rest = std::string_view(held_).substr(first);
    if (rest.empty() && first <= longest_space) return;
    bool may_be_tag = false;
    for (std::size_t i = 0; i < known_tags.size() && first <= longest_space; ++i) {
        const std::string_view open = known_tags[i].open;
        if (rest.starts_with(open)) {
            tags_ = i;
            state_ = State::opened;
            held_.erase(0, first + open.size());
            return;
        }
        may_be_tag = may_be_tag || open.starts_with(rest);
    }
    if (may_be_tag) return;
    state_ = State::past;
    text += held_;
    held_.clear();
}

void ThinkBlock::read_inside(std::string& reasoning) {
    const std::string_view close = known_tags[tags_].close;
    const std::size_t end = held_.find(close);
    if (end != std::string::npos) {
        reasoning.append(held_, 0, end);
        held_.erase(0, end + close.size());
        state_ = State::closed;
        return;
    }
    const std::size_t ready = held_.size() - started_tag(held_, close);
    reasoning.append(held_, 0, ready);
    held_.erase(0, ready);
}

/// Drops the white space that held_ begins with; true when something is behind it.
bool ThinkBlock::drop_space() {
    held_.erase(0, std::min(held_.find_first_not_of(" \t\r\n"), held_.size()));
    return !held_.empty();
}

}  // namespace moa::wire
