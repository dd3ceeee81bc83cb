#include "wire/foreign_protocol.hpp"

#include <array>
#include <string>

namespace moa::wire {
namespace {

/// A body that has both marks is in that form. Spaces are left out.
struct Form {
    std::string_view mark;
    std::string_view other;
    std::string_view name;
};

constexpr std::array<Form, 14> forms = {{
    {"\"type\":\"response.", "", "OpenAI's Responses API"},
    {"event:response.", "", "OpenAI's Responses API"},
    {"\"object\":\"response\"", "", "OpenAI's Responses API"},
    {"\"type\":\"message_start\"", "", "Anthropic's Messages API"},
    {"event:message_start", "", "Anthropic's Messages API"},
    {"\"type\":\"message\"", "\"role\":\"assistant\"", "Anthropic's Messages API"},
    {"\"candidates\":[", "", "Google's generateContent API"},
    {"\"message\":{", "\"done\":", "Ollama's native API"},
    {"\"response\":\"", "\"done\":", "Ollama's native API"},
    {"\"event_type\":\"", "", "Cohere's native API"},
    {"\"type\":\"message-start\"", "", "Cohere's native API"},
    {"\"token\":{", "\"generated_text\"", "Text Generation Inference's native API"},
    {"[{\"generated_text\":", "", "Text Generation Inference's native API"},
    {"\"jsonrpc\":\"2.0\"", "", "JSON-RPC"},
}};

}  // namespace

std::string_view foreign_protocol(std::string_view opening) {
    std::string dense;
    for (const char c : opening.substr(0, opening_bytes)) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') dense.push_back(c);
    }
    for (const Form& form : forms) {
        if (dense.find(form.mark) != std::string::npos && dense.find(form.other) != std::string::npos)
            return form.name;
    }
    return {};
}

}  // namespace moa::wire
