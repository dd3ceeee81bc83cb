#include "wire/error_body.hpp"

#include <array>
#include <cmath>
#include <initializer_list>

#include "wire/delta_document.hpp"
#include "wire/error_text.hpp"

namespace moa::wire {
namespace {

/// What an error body says, whichever shape it has.
struct Statement {
    std::string message;  ///< as sent
    std::string code;     ///< number or word
    std::string type;
};

std::string word_member(const Json& object, std::string_view name) {
    const Json* member = find(object, name);
    if (member == nullptr) return {};
    if (member->is_string()) return *member->get_ptr<const std::string*>();
    if (member->is_number()) return member->dump();
    return {};
}

/// FastAPI's "detail": a string, or a list of {"loc":[...],"msg":"..."}.
std::string detail_text(const Json& detail) {
    if (detail.is_string()) return *detail.get_ptr<const std::string*>();
    const Json& first = detail.is_array() && !detail.empty() ? detail.front() : detail;
    std::string text(find_string(first, "msg"));
    const Json* location = find(first, "loc");
    if (!text.empty() && location != nullptr && location->is_array() && !location->empty() &&
        location->back().is_string()) {
        text += " (" + *location->back().get_ptr<const std::string*>() + ")";
    }
    return text;
}

Statement read_statement(const Json& error) {
    Statement said;
    if (error.is_string()) {
        said.message = *error.get_ptr<const std::string*>();
        return said;
    }
    if (error.is_array()) return error.empty() ? said : read_statement(error.front());
    if (!error.is_object()) return said;
    said.code = word_member(error, "code");
    said.type = word_member(error, "type");
    if (said.type.empty()) said.type = word_member(error, "error_type");
    if (said.type.empty()) said.type = word_member(error, "status");  // Google: "RESOURCE_EXHAUSTED"
    for (const std::string_view name : {"message", "error_message", "msg", "error_description"}) {
        if (said.message.empty()) said.message = word_member(error, name);
    }
    if (const Json* detail = find(error, "detail"); said.message.empty() && detail != nullptr) {
        said.message = detail_text(*detail);
    }
    if (const Json* inner = find(error, "error"); said.message.empty() && inner != nullptr) {
        return read_statement(*inner);
    }
    // OpenRouter wraps the error of the service behind it: {"message":"Provider returned
    // error","metadata":{"raw":"..."}}.
    if (const Json* metadata = find(error, "metadata")) {
        const std::string_view raw = find_string(*metadata, "raw");
        if (!raw.empty()) said.message += ": " + std::string(raw.substr(0, 2 * max_error_text_bytes));
    }
    return said;
}

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

bool is_overloaded(const Words& words) {
    return words.named({"overloaded", "unavailable", "capacity"}) ||
           words.says({"overloaded", "capacity", "currently unavailable", "server busy", "try again later",
                       "queue is full"});
}

/// What the words alone tell: for errors inside a stream, and for the statuses that say little (400, 422).
ErrorKind kind_from_words(const Words& words, ErrorKind otherwise) {
    if (is_no_credit(words)) return ErrorKind::no_credit;
    if (is_too_long(words)) return ErrorKind::too_long;
    if (is_wrong_key(words)) return ErrorKind::wrong_key;
    if (is_model_gone(words)) return ErrorKind::model_gone;
    if (is_filtered(words)) return ErrorKind::content_filter;
    if (is_rate_limited(words)) return ErrorKind::rate_limited;
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
            if (is_no_credit(words)) return ErrorKind::no_credit;
            return is_filtered(words) ? ErrorKind::content_filter : ErrorKind::forbidden;
        case 404:
            // Nothing at this path at all, rather than no such model.
            if (words.named({"unknown_url"}) || words.says({"unknown request url", "page not found"}) ||
                words.message == "not found") {
                return ErrorKind::bad_response;
            }
            return ErrorKind::model_gone;
        case 408:
        case 409:
        case 499:
            return ErrorKind::server_error;  // worth a retry, as the official clients do
        case 413:
            return ErrorKind::too_long;  // Groq sends it for a prompt above the per-minute limit too: waiting
                                         // won't help
        case 429:
            return is_no_credit(words) ? ErrorKind::no_credit : ErrorKind::rate_limited;
        case 498:
        case 503:
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

Error to_error(int status, const Statement& said) {
    const Words words{lower_case(said.code) + ' ' + lower_case(said.type), lower_case(said.message)};
    Error error;
    error.kind = classify(status, words);
    error.http_status = status;
    error.message = default_message(error.kind);
    error.provider_words = clean_error_text(said.message);
    if (!error.provider_words.empty()) return error;
    const std::string name = clean_error_text(said.type.empty() ? said.code : said.type);
    if (!name.empty()) {
        error.message += " (" + name + ")";
    } else if (status != 0) {
        error.message += " (HTTP status " + std::to_string(status) + ")";
    }
    return error;
}

/// An HTTP error status given as the code of an error object, or 0.
int status_in_code(std::string_view code) {
    if (code.size() != 3 || (code[0] != '4' && code[0] != '5')) return 0;
    if (code[1] < '0' || code[1] > '9' || code[2] < '0' || code[2] > '9') return 0;
    return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

}  // namespace

Error decode_error_response(int http_status, std::string_view body) {
    if (is_html(body)) {
        Error error = to_error(http_status, Statement{html_text(body), {}, {}});
        if (http_status == 404) error.kind = ErrorKind::bad_response;  // a web server, no such interface
        return error;
    }
    if (const std::optional<Json> json = parse_lenient_json(body)) {
        const Json& value = json->is_array() && !json->empty() ? json->front() : *json;
        const Json* inner = find(value, "error");
        const bool has_inner = inner != nullptr && (inner->is_object() || inner->is_string());
        Statement said = read_statement(has_inner ? *inner : value);
        if (has_inner && said.type.empty()) said.type = word_member(value, "type");
        if (has_inner && said.code.empty()) said.code = word_member(value, "code");
        return to_error(http_status, said);
    }
    return to_error(http_status, Statement{std::string(body), {}, {}});
}

Error decode_error_object(const Json& error) {
    const Statement said = read_statement(error);
    const int status = status_in_code(said.code);
    // A code that is a status decides as the status itself would; the response's own status was 200 all the
    // same.
    return to_error(status, said);
}

}  // namespace moa::wire
