#include "wire/chat_delta.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"
#include "wire/delta_document.hpp"
#include "wire/delta_scanner.hpp"
#include "wire/error_body.hpp"
#include "wire/error_text.hpp"

namespace moa::wire {
namespace {

std::string_view trim(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// Events that only keep the connection alive; their data is nobody's business.
bool is_heartbeat(std::string_view event_type) {
    constexpr std::array<std::string_view, 4> names = {"ping", "heartbeat", "keepalive", "keep-alive"};
    return std::find(names.begin(), names.end(), event_type) != names.end();
}

/// The data of an `event: error`.
Error decode_error_event(std::string_view data) {
    if (const std::optional<Json> value = parse_lenient_json(data)) {
        const Json* inner = find(*value, "error");
        return decode_error_object(inner != nullptr && !inner->is_null() ? *inner : *value);
    }
    const std::string words = clean_error_text(data);
    if (words.empty()) return make_error(ErrorKind::server_error);
    return decode_error_object(Json(words));
}

/// `text` without the brackets, quotes and spaces around it, in lower case.
std::string bare_word(std::string_view text) {
    constexpr std::string_view around = " \t\r\n\"'[](){}<>";
    const std::size_t first = text.find_first_not_of(around);
    if (first == std::string_view::npos) return {};
    return lower_case(text.substr(first, text.find_last_not_of(around) - first + 1));
}

bool is_end_word(std::string_view data) {
    constexpr std::size_t longest = 24;
    if (data.size() > longest) return false;
    const std::string word = bare_word(data);
    return word == "done" || word == "end" || word == "eof" || word == "finished";
}

/// The name that a server may give to an event that is a chunk of the answer or an error of it. Others name
/// what goes on besides (an agent's tools, a place in the queue).
bool names_the_answer(std::string_view event_type) {
    constexpr std::array<std::string_view, 9> names = {
        "message", "completion", "chunk", "delta", "data", "chat.completion", "chat.completion.chunk",
        "answer",  "text"};
    return std::find(names.begin(), names.end(), event_type) != names.end();
}

/// Whether data that is no JSON was meant to be a chunk, or another object or list.
bool claims_to_be_json(std::string_view data) {
    if (data.starts_with('{')) return true;
    if (!data.starts_with('[')) return false;
    const std::string_view rest = trim(data.substr(1));
    return rest.empty() || std::string_view("{[\"-0123456789").find(rest.front()) != std::string_view::npos;
}

void decode_unreadable(std::string_view data, ChatDelta& out) {
    out.unreadable = true;
    out.words_only = !claims_to_be_json(data);
    out.error = Error{ErrorKind::bad_response, 0,
                      "The stream contained data that is not JSON: " + clean_error_text(data.substr(0, 120))};
}

/// An event with a name of its own: a chunk where it holds choices, else nothing of the answer.
void decode_named_event(std::string_view event_type, std::string_view data, ChatDelta& out) {
    const bool ends = is_end_word(event_type);
    const std::optional<Json> value = parse_lenient_json(data);
    if (value && find(*value, "choices") != nullptr) {
        decode_chat_document(data, out);
    } else if (value && value->is_object()) {
        if (const Json* error = find(*value, "error");
            error != nullptr && !error->is_null() && !error->empty())
            out.aside = decode_error_object(*error);
        // An agent names the end of its steps so, too; those say which.
        if (!is_end_object(*value) && !(ends && value->empty())) return;
    } else if (!value && data.starts_with('{') && data.find("\"choices\"") != std::string_view::npos) {
        return decode_unreadable(data, out);
    } else if (!ends) {
        return;
    }
    if (ends && out.finish_reason.empty()) out.finish_reason = "stop";
}

}  // namespace

void ChatDelta::clear() {
    text.clear();
    reasoning.clear();
    finish_reason.clear();
    usage.reset();
    cost.reset();
    error.reset();
    aside.reset();
    unreadable = false;
    words_only = false;
    done = false;
    whole = false;
    text_was_reasoning = false;
    choice = -1;
}

void decode_chat_event(std::string_view event_type, std::string_view data, ChatDelta& out) {
    if (event_type == "error") {
        out.error = decode_error_event(data);
        return;
    }
    if (is_heartbeat(event_type)) return;
    if (!names_the_answer(event_type)) return decode_named_event(event_type, trim(data), out);
    if (scan_chat_delta(data, out)) return;
    data = trim(data);
    if (data.empty() || data.starts_with(':')) return;  // the latter a comment that a proxy has wrapped
    if (data.starts_with("[DONE]")) {  // OpenAI's client compares the whole, Groq's and Together's the start
        out.done = true;
        return;
    }
    if (is_end_word(data)) {
        if (out.finish_reason.empty()) out.finish_reason = "stop";
        return;
    }
    if (!decode_chat_document(data, out)) decode_unreadable(data, out);
}

}  // namespace moa::wire
