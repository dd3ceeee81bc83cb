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
    {"\"type\":\"response.", "", "OpenAI's Responses"},
    {"event:response.", "", "OpenAI's Responses"},
    {"\"object\":\"response\"", "", "OpenAI's Responses"},
    {"\"type\":\"message_start\"", "", "Anthropic's Messages"},
    {"event:message_start", "", "Anthropic's Messages"},
    {"\"type\":\"message\"", "\"role\":\"assistant\"", "Anthropic's Messages"},
    {"\"candidates\":[", "", "Google's generateContent"},
    {"\"message\":{", "\"done\":", "Ollama's own interface"},
    {"\"response\":\"", "\"done\":", "Ollama's own interface"},
    {"\"event_type\":\"", "", "Cohere's own interface"},
    {"\"type\":\"message-start\"", "", "Cohere's own interface"},
    {"\"token\":{", "\"generated_text\"", "Text Generation Inference's own interface"},
    {"[{\"generated_text\":", "", "Text Generation Inference's own interface"},
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
