#include "run/adaptations.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

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

bool Adaptations::learn(const mixture::Provider& provider, const std::string& model, const Sent& to,
                        const Error& refusal) {
    if (learn_address(provider, to.base_url, refusal)) return true;
    const wire::Dialect& sent = to.dialect;
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

bool Adaptations::learn_address(const mixture::Provider& provider, const std::string& sent_to,
                                const Error& refusal) {
    const std::string other = mixture::address_to_try_after(refusal, provider);
    if (other.empty()) return false;
    Tried& tried = tried_.try_emplace(provider.name, Tried{other}).first->second;
    if (sent_to == tried.base_url && !tried.confirmed) tried.failed = true;
    return sent_to == provider.base_url && !tried.failed;
}

void Adaptations::name_address_to_try(Error& error, const mixture::Provider& provider) const {
    if (tried_.count(provider.name) == 0) mixture::name_address_to_try(error, provider);
}

const std::string& Adaptations::base_url_of(const mixture::Provider& provider) const {
    const auto it = tried_.find(provider.name);
    return it == tried_.end() || it->second.failed ? provider.base_url : it->second.base_url;
}

bool Adaptations::confirm(const mixture::Provider& provider, const std::string& base_url) {
    const auto it = tried_.find(provider.name);
    if (it == tried_.end() || it->second.base_url != base_url) return false;
    return !std::exchange(it->second.confirmed, true);
}

const wire::Dialect& Adaptations::dialect_for(const mixture::Provider& provider,
                                              const std::string& model) const {
    const auto it = changed_.find({provider.name, model});
    return it == changed_.end() ? provider.dialect : it->second;
}

}  // namespace moa::run
