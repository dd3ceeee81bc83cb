#include "wire/chat_delta.hpp"

#include <algorithm>
#include <array>
#include <utility>

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

// Lower case; sorted by what they mean. Words of OpenAI, Together (eos), OpenRouter (error), and of the
// services routed through them: Anthropic (end_turn...), Cohere (COMPLETE...), Google (STOP, SAFETY...),
// Zhipu (sensitive, network_error).
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> finish_words = {{
    {"stop", "stop"},
    {"eos", "stop"},
    {"eos_token", "stop"},
    {"end_turn", "stop"},
    {"stop_sequence", "stop"},
    {"complete", "stop"},
    {"completed", "stop"},
    {"end", "stop"},
    {"length", "length"},
    {"max_tokens", "length"},
    {"model_length", "length"},
    {"content_filter", "content_filter"},
    {"safety", "content_filter"},
    {"recitation", "content_filter"},
    {"prohibited_content", "content_filter"},
    {"blocklist", "content_filter"},
    {"sensitive", "content_filter"},
    {"refusal", "content_filter"},
    {"tool_calls", "tool_calls"},
    {"tool_use", "tool_calls"},
    {"function_call", "tool_calls"},
    {"error", "error"},
    {"network_error", "error"},
    {"error_toxic", "content_filter"},
}};

}  // namespace

void ChatDelta::clear() {
    text.clear();
    reasoning.clear();
    finish_reason.clear();
    usage.reset();
    cost.reset();
    error.reset();
    unreadable = false;
    done = false;
}

void decode_chat_event(std::string_view event_type, std::string_view data, ChatDelta& out) {
    if (event_type == "error") {
        out.error = decode_error_event(data);
        return;
    }
    if (scan_chat_delta(data, out)) return;
    data = trim(data);
    if (data.empty() || is_heartbeat(event_type)) return;
    if (data.starts_with("[DONE]")) {  // OpenAI's client compares the whole, Groq's and Together's the start
        out.done = true;
        return;
    }
    if (decode_chat_document(data, out)) return;
    out.unreadable = true;
    out.error = Error{ErrorKind::bad_response, 0,
                      "The stream held data that is not JSON: " + clean_error_text(data.substr(0, 120))};
}

std::string normalise_finish_reason(std::string_view provider_word) {
    std::string word(provider_word);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const auto& [theirs, ours] : finish_words) {
        if (word == theirs) return std::string(ours);
    }
    return std::string(provider_word);
}

}  // namespace moa::wire
