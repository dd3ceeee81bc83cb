#include "run/adaptations.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "ascii.hpp"

namespace moa::run {
namespace {

/// OpenAI: "Unsupported parameter: 'max_tokens' is not supported with this model", "Unsupported value:
/// 'temperature' does not support 0.7", "Unrecognized request argument supplied: stream_options"; FastAPI
/// (vLLM, Mistral): "Extra inputs are not permitted"; others' "unknown field" and "unexpected argument".
constexpr std::array<std::string_view, 9> refusing_words = {
    "unsupported", "not supported", "does not support", "unrecognized", "unknown",
    "unexpected",  "not permitted", "not allowed",      "deprecated",
};

bool is_name_letter(char c) {
    return is_letter(c) || is_digit(c) || c == '_';
}

/// `name` as a word of its own.
bool names(std::string_view words, std::string_view name) {
    for (std::size_t at = words.find(name); at != std::string_view::npos; at = words.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        const bool begins = at == 0 || !is_name_letter(words[at - 1]);
        if (begins && (end == words.size() || !is_name_letter(words[end]))) return true;
    }
    return false;
}

}  // namespace

bool Adaptations::learn(const mixture::Provider& provider, const std::string& model,
                        const wire::Dialect& sent, const Error& refusal) {
    if (refusal.http_status != 400 && refusal.http_status != 422) return false;
    const std::string words = lower_case(refusal.message + ' ' + refusal.provider_words);
    const bool refuses =
        std::any_of(refusing_words.begin(), refusing_words.end(),
                    [&words](std::string_view word) { return words.find(word) != std::string::npos; });
    if (!refuses) return false;

    const std::string& first_name = provider.dialect.max_tokens_name;
    wire::Dialect dialect = dialect_for(provider, model);
    if (sent.stream_options && names(words, "stream_options")) {
        dialect.stream_options = false;
    } else if (sent.max_tokens_name == first_name && names(words, first_name)) {
        dialect.max_tokens_name = first_name == "max_tokens" ? "max_completion_tokens" : "max_tokens";
    } else if (sent.temperature && names(words, "temperature")) {
        dialect.temperature = false;
    } else {
        return false;
    }
    changed_[{provider.name, model}] = std::move(dialect);
    return true;
}

const wire::Dialect& Adaptations::dialect_for(const mixture::Provider& provider,
                                              const std::string& model) const {
    const auto it = changed_.find({provider.name, model});
    return it == changed_.end() ? provider.dialect : it->second;
}

}  // namespace moa::run
