#include "wire/error_kind.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "ascii.hpp"
#include "wire/error_text.hpp"
#include "wire/wait_text.hpp"

namespace moa::wire {
namespace {

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (text.find(word) != std::string_view::npos) return true;
    }
    return false;
}

/// `code`, `type` and `message` in lower case.
struct Words {
    std::string names;  ///< code and type
    std::string message;

    bool named(std::initializer_list<std::string_view> words) const { return holds_any(names, words); }
    bool says(std::initializer_list<std::string_view> words) const { return holds_any(message, words); }
};

bool is_too_long(const Words& words) {
    return words.named({"context_length_exceeded", "exceed_context_size", "request_too_large"}) ||
           words.says({"maximum context", "context length", "context window", "available context size",
                       "request too large", "prompt is too long", "input is too long",
                       "too many input tokens"});
}

bool is_no_credit(const Words& words) {
    return words.named({"insufficient_quota", "insufficient_credit", "insufficient_funds",
                        "billing_hard_limit", "credit_limit", "payment_required"}) ||
           words.says({"insufficient credit", "insufficient balance", "insufficient funds", "credit balance",
                       "billing hard limit", "requires more credits", "out of credits"});
}

bool is_wrong_key(const Words& words) {
    return words.named(
               {"invalid_api_key", "authentication_error", "invalid_authentication", "unauthenticated"}) ||
           words.says({"incorrect api key", "invalid api key", "api key not valid", "no auth credentials",
                       "invalid authentication"});
}

bool is_model_gone(const Words& words) {
    if (words.named(
            {"model_not_found", "model_not_available", "model_decommissioned", "model_not_supported"}) ||
        words.says({"non-serverless model", "no endpoints found", "is not a valid model", "unknown model",
                    "invalid model", "decommissioned", "try pulling it first"})) {
        return true;
    }
    return words.says({"model"}) &&
           words.says({"does not exist", "not found", "no longer available", "not available",
                       "has been deprecated", "not supported by this"});
}

bool is_filtered(const Words& words) {
    return words.named({"content_filter", "content_policy", "responsibleai", "moderation"}) ||
           words.says({"content management policy", "content policy", "flagged", "moderation"});
}

bool is_rate_limited(const Words& words) {
    return words.named({"rate_limit", "too_many_requests", "resource_exhausted"}) ||
           words.says({"rate limit", "rate-limit", "too many requests"});
}

/// llama.cpp: "Loading model"; Hugging Face: "Model ... is currently loading".
bool is_loading(const Words& words) {
    return words.says({"loading model", "is currently loading", "model is loading"});
}

bool is_overloaded(const Words& words) {
    return words.named({"overloaded", "unavailable", "capacity"}) ||
           words.says({"overloaded", "capacity", "currently unavailable", "server busy", "try again later",
                       "queue is full"});
}

/// Web frameworks and gateways, each in its own words, on a path that nobody serves.
bool names_no_path(const Words& words) {
    if (words.named({"unknown_url", "invalid_url", "route_not_found", "endpoint_not_found"}) ||
        words.says({"unknown request url",
                    "unrecognized request url",
                    "invalid url",
                    "unknown url",
                    "no such url",
                    "url not found",
                    "page not found",
                    "path not found",
                    "invalid path",
                    "route not found",
                    "no route matched",
                    "no route for",
                    "no route found",
                    "no static resource",
                    "no handler found",
                    "unexpected endpoint",
                    "unknown endpoint",
                    "invalid endpoint",
                    "endpoint not found",
                    "no such endpoint",
                    "unsupported endpoint",
                    "method not allowed",
                    "cannot post",
                    "cannot get",
                    "resource not found",
                    "post /",
                    "/chat/completions not found"})) {
        return true;
    }
    constexpr std::array<std::string_view, 5> all = {"not found", "404 not found", "404: not found",
                                                     "not found.", "not_found"};
    return std::find(all.begin(), all.end(), words.message) != all.end();
}

/// The number behind the first `name`, however it is set off: "limit 6000", "Limit: 30,000".
std::optional<double> number_behind(std::string_view text, std::string_view name) {
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        std::string_view rest = text.substr(at + name.size());
        while (!rest.empty() && (rest.front() == ' ' || rest.front() == ':' || rest.front() == '='))
            rest.remove_prefix(1);
        std::string digits;
        for (const char c : rest.substr(0, 20)) {
            if (c == ',') continue;
            if (!is_digit(c)) break;
            digits.push_back(c);
        }
        if (const auto number = parse_plain_number(digits)) return number;
    }
    return std::nullopt;
}

/// `message` in lower case.
bool is_beyond_allowance(std::string_view message) {
    const std::optional<double> limit = number_behind(message, "limit");
    std::optional<double> wanted = number_behind(message, "requested");
    if (!wanted) wanted = number_behind(message, "request");
    return limit && wanted && *wanted > *limit;
}

/// 403: mostly what the key may not, but also whatever else a server forbids with it.
ErrorKind kind_of_forbidden(const Words& words) {
    if (is_no_credit(words)) return ErrorKind::no_credit;
    if (is_filtered(words)) return ErrorKind::content_filter;
    if (is_wrong_key(words)) return ErrorKind::wrong_key;
    return is_rate_limited(words) ? ErrorKind::rate_limited : ErrorKind::forbidden;
}

/// What the words alone tell: for errors inside a stream, and for the statuses that say little (400, 422).
ErrorKind kind_from_words(const Words& words, ErrorKind otherwise) {
    if (is_no_credit(words)) return ErrorKind::no_credit;
    if (is_too_long(words)) return ErrorKind::too_long;
    if (is_wrong_key(words)) return ErrorKind::wrong_key;
    if (is_model_gone(words)) return ErrorKind::model_gone;
    if (names_no_path(words)) return ErrorKind::bad_response;
    if (is_filtered(words)) return ErrorKind::content_filter;
    if (is_rate_limited(words))
        return is_beyond_allowance(words.message) ? ErrorKind::too_long : ErrorKind::rate_limited;
    if (is_overloaded(words)) return ErrorKind::overloaded;
    if (words.named({"permission", "forbidden", "terms_required"})) return ErrorKind::forbidden;
    if (words.named({"server_error", "internal_error", "api_error"})) return ErrorKind::server_error;
    if (words.named({"invalid_request", "badrequest", "bad_request", "validation_error"})) {
        return ErrorKind::invalid_request;
    }
    return otherwise;
}

/// Statuses: RFC 9110; 498 Groq's "flex tier capacity exceeded"; 499 a request the server side gave up; 529
/// Anthropic's "overloaded".
ErrorKind classify(int status, const Words& words) {
    switch (status) {
        case 0:
            return kind_from_words(words, ErrorKind::server_error);
        case 401:
            return ErrorKind::wrong_key;
        case 402:
            return ErrorKind::no_credit;
        case 403:
            return kind_of_forbidden(words);
        case 404:
            if (is_model_gone(words)) return ErrorKind::model_gone;
            if (names_no_path(words)) return ErrorKind::bad_response;
            // Deployment: Azure's word for a model of one's own.
            return holds_any(words.names + ' ' + words.message, {"model", "deployment"})
                       ? ErrorKind::model_gone
                       : ErrorKind::bad_response;
        case 405:
            return ErrorKind::bad_response;
        case 408:
        case 409:
        case 499:
            return ErrorKind::server_error;  // worth a retry, as the official clients do
        case 413:
            return ErrorKind::too_long;  // Groq sends it for a prompt above the per-minute limit too: waiting
                                         // won't help
        case 429:
            if (is_no_credit(words)) return ErrorKind::no_credit;
            return is_beyond_allowance(words.message) ? ErrorKind::too_long : ErrorKind::rate_limited;
        case 503:
            return is_loading(words) ? ErrorKind::loading_model : ErrorKind::overloaded;
        case 498:
        case 529:
            return ErrorKind::overloaded;
        default:
            break;
    }
    if (status >= 500) return is_too_long(words) ? ErrorKind::too_long : ErrorKind::server_error;
    if (status >= 400) {
        const ErrorKind kind = kind_from_words(words, ErrorKind::invalid_request);
        return kind == ErrorKind::server_error ? ErrorKind::invalid_request
                                               : kind;  // Ollama: "api_error" with 400
    }
    return ErrorKind::bad_response;
}

Words words_of(const Statement& said) {
    return {lower_case(said.code) + ' ' + lower_case(said.type), lower_case(said.message)};
}

}  // namespace

ErrorKind kind_of(int status, const Statement& said) {
    return classify(status, words_of(said));
}

bool is_wrong_path(int status, const Statement& said) {
    if (status == 405) return true;
    const Words words = words_of(said);
    return !is_model_gone(words) && names_no_path(words);
}

bool exceeds_allowance(const Statement& said) {
    return is_beyond_allowance(lower_case(said.message));
}

}  // namespace moa::wire
