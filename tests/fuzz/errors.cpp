#include <algorithm>
#include <array>
#include <string>

#include "fuzz/target.hpp"
#include "json.hpp"
#include "wire/delta_document.hpp"
#include "wire/error_body.hpp"
#include "wire/error_text.hpp"
#include "wire/http_date.hpp"
#include "wire/retry_advice.hpp"
#include "wire/utf8.hpp"

namespace moa::fuzz {
namespace {

constexpr std::array error_statuses = {200, 302, 400, 401, 402, 403, 404, 408,
                                       413, 422, 429, 498, 500, 502, 503, 529};

bool is_plain_line(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
}

void check(const Error& error) {
    for (const std::string* words : {&error.message, &error.provider_words}) {
        require(wire::is_valid_utf8(*words), "a message is valid UTF-8");
        require(is_plain_line(*words), "a message is one line without control characters");
        // A sentence of ours may stand around the provider's words.
        require(words->size() <= 2 * wire::max_error_text_bytes, "a message is short");
    }
    require(!error.message.empty(), "an error says what went wrong");
    require(!error.retry_after_ms ||
                (*error.retry_after_ms >= 0 && *error.retry_after_ms <= wire::longest_sensible_wait_ms),
            "a wait is within bounds");
}

/// Whatever stands around a key, nothing of it is passed on.
void check_key(int status, std::string_view around) {
    constexpr std::string_view key = "sk-proj-Zq81Wx55Ty34Uv27";
    const std::size_t middle = wire::complete_utf8_prefix(around.substr(0, around.size() / 2));
    const std::string words = std::string(around.substr(0, middle)) + " " + std::string(key) + " " +
                              std::string(around.substr(middle));
    const std::string body = dump_json(Json{{"error", {{"message", words}, {"code", key}, {"type", words}}}});
    for (const std::string& text : {body, words}) {
        const Error error = wire::decode_error_response(status, text);
        check(error);
        require(error.message.find("Wx55Ty34") == std::string::npos &&
                    error.provider_words.find("Wx55Ty34") == std::string::npos,
                "no key survives in an error");
    }
}

void check_wait(const std::optional<Millis>& wait) {
    require(!wait || (*wait >= 0 && *wait <= wire::longest_sensible_wait_ms), "a wait is within bounds");
}

/// Lines `name: value` as headers.
wire::Headers headers_of(std::string_view text) {
    wire::Headers headers;
    while (!text.empty() && headers.size() < 16) {
        const std::string_view line = text.substr(0, text.find('\n'));
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos) {
            std::string_view value = line.substr(colon + 1);
            value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
            headers.emplace_back(line.substr(0, colon), value);
        }
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return headers;
}

void check_headers(std::string_view text, std::optional<std::int64_t> utc_now) {
    const wire::Headers headers = headers_of(text);
    check_wait(wire::read_retry_advice(headers, utc_now).retry_after_ms);
    const wire::RateLimits limits = wire::read_rate_limits(headers, utc_now);
    check_wait(limits.requests.reset_ms);
    check_wait(limits.tokens.reset_ms);
    check_wait(wire::parse_duration(text));
    check_wait(wire::wait_in_words(text));
    (void)wire::parse_http_date(text);
}

}  // namespace

void errors(std::string_view input) {
    Numbers numbers(input);
    const int status = error_statuses.at(numbers.below(error_statuses.size()));
    const std::string body(numbers.left());

    const Error error = wire::decode_error_response(status, body);
    check(error);
    require(error.http_status == status, "an error knows its status");
    if (const std::optional<Json> value = wire::parse_lenient_json(body)) {
        check(wire::decode_error_object(*value));
    }
    check_key(status, body);
    const std::int64_t utc_now = 1'790'000'000'000;
    check_headers(body, utc_now);
    check_headers(body, std::nullopt);
}

}  // namespace moa::fuzz
