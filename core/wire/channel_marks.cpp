#include "wire/channel_marks.hpp"

#include <algorithm>

namespace moa::wire {
namespace {

constexpr std::string_view message_mark = "<|message|>";
constexpr std::string_view channel_mark = "<|channel|>";
/// Tokens that end a text.
constexpr std::array<std::string_view, 5> end_marks = {"<|end|>", "<|return|>", "<|call|>", "<|start|>",
                                                       channel_mark};
/// A header names a role, a channel and perhaps a recipient; more is none.
constexpr std::size_t longest_header = 512;

bool is_header_mark(std::string_view mark) {
    return mark == "<|start|>" || mark == channel_mark;
}

bool names_final(std::string_view header) {
    const std::size_t at = header.rfind(channel_mark);
    if (at == std::string_view::npos) return true;  // <|start|>assistant<|message|>
    return header.substr(at + channel_mark.size()).starts_with("final");
}

}  // namespace

bool ChannelMarks::read_between(std::string_view& rest) {
    const std::size_t first = rest.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    const std::string_view words = rest.substr(first);
    for (const std::string_view mark : channel_openings) {
        if (words.starts_with(mark)) {
            rest = words;
            state_ = State::header;
            return true;
        }
        if (mark.starts_with(words)) return false;
    }
    state_ = State::text;
    return true;
}

bool ChannelMarks::read_header(std::string_view& rest) {
    const std::size_t end = rest.find(message_mark);
    if (end == std::string_view::npos) {
        if (rest.size() <= longest_header) return false;
        state_ = State::text;
        return true;
    }
    state_ = names_final(rest.substr(0, end)) ? State::text : State::thought;
    rest.remove_prefix(end + message_mark.size());
    return true;
}

bool ChannelMarks::read_body(std::string_view& rest, std::string& out) {
    const std::size_t at = std::min(rest.find('<'), rest.size());
    out += rest.substr(0, at);
    rest.remove_prefix(at);
    if (rest.empty()) return false;
    for (const std::string_view mark : end_marks) {
        if (rest.starts_with(mark)) {
            if (!is_header_mark(mark)) rest.remove_prefix(mark.size());
            state_ = is_header_mark(mark) ? State::header : State::between;
            return true;
        }
        if (mark.starts_with(rest)) return false;
    }
    out.push_back(rest.front());
    rest.remove_prefix(1);
    return true;
}

void ChannelMarks::take(std::string& held, std::string& text, std::string& reasoning) {
    std::string_view rest = held;
    for (bool more = true; more && !rest.empty();) {
        if (state_ == State::between) {
            more = read_between(rest);
        } else if (state_ == State::header) {
            more = read_header(rest);
        } else {
            more = read_body(rest, state_ == State::text ? text : reasoning);
        }
    }
    held.erase(0, held.size() - rest.size());
}

void ChannelMarks::finish(std::string& held, std::string& text, std::string& reasoning) {
    take(held, text, reasoning);
    // Half a header is no answer.
    (state_ == State::text ? text : reasoning) += held;
    held.clear();
}

}  // namespace moa::wire
