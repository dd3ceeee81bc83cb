#include "wire/error_body.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "ascii.hpp"
#include "wire/delta_document.hpp"
#include "wire/error_kind.hpp"
#include "wire/error_statement.hpp"
#include "wire/error_text.hpp"
#include "wire/wait_in_body.hpp"
#include "wire/wait_text.hpp"

namespace moa::wire {
namespace {

std::string message_for(ErrorKind kind, int status, const Statement& said) {
    if (is_wrong_path(status, said) && kind == ErrorKind::bad_response)
        return "There is no chat-completions endpoint at this address.";
    if (status == 404 && kind == ErrorKind::bad_response)
        return "The server found nothing at this address, or nothing that this account can access.";
    if (kind == ErrorKind::too_long && exceeds_allowance(said))
        return "The request exceeds the provider's limit per minute.";
    return std::string(default_message(kind));
}

Error to_error(int status, const Statement& said) {
    Error error;
    error.kind = kind_of(status, said);
    error.http_status = status;
    error.message = message_for(error.kind, status, said);
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

/// The wait that the words or, without it, `stated` name: kept where waiting is what helps.
void add_wait(Error& error, const Statement& said, std::optional<Millis> stated,
              std::optional<std::int64_t> utc_now_ms) {
    if (!is_retryable(error.kind)) return;
    const std::optional<Millis> told = wait_in_words(said.message, utc_now_ms);
    error.retry_after_ms = std::max(stated, told);  // nothing is less than any wait
}

/// An HTTP error status given as the code of an error object, or 0.
int status_in_code(std::string_view code) {
    if (code.size() != 3 || (code[0] != '4' && code[0] != '5')) return 0;
    if (!is_digit(code[1]) || !is_digit(code[2])) return 0;
    return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

/// Cloudflare's and others' checks for browsers, by what stands in their pages.
bool is_challenge(std::string_view page) {
    const std::string lower = lower_case(page.substr(0, 64 * 1024));
    constexpr std::array<std::string_view, 9> signs = {
        "just a moment...",        "attention required!",           "challenge-platform",   "cf-chl",
        "cf-browser-verification", "enable javascript and cookies", "verify you are human", "ddos-guard",
        "_incapsula_resource"};
    return std::any_of(signs.begin(), signs.end(),
                       [&lower](std::string_view sign) { return lower.find(sign) != std::string::npos; });
}

/// Of these a page is as good as any body: the status says it all.
bool status_tells_enough(int status) {
    return status >= 500 || status == 401 || status == 402 || status == 408 || status == 413 || status == 429;
}

}  // namespace

Error web_page_error(int http_status, std::string_view body, std::string_view wanted) {
    Error error{ErrorKind::bad_response, http_status,
                "The server sent a web page instead of " + std::string(wanted) + "."};
    error.provider_words = html_text(body);
    if (is_challenge(body)) {
        error.message =
            "A browser check (such as that of Cloudflare) protects this address, and no program can pass it.";
    }
    return error;
}

Error redirect_error(int http_status, std::string_view location) {
    Error error{ErrorKind::bad_response, http_status, {}};
    location = location.substr(0, location.find_first_of("?#"));
    std::string place = clean_error_text(location);
    if (const std::size_t at = place.find('@'); at != std::string::npos) place.erase(0, at + 1);
    error.message = "The server redirects " + (place.empty() ? "elsewhere" : "to " + place) +
                    " (HTTP status " + std::to_string(http_status) + "), but calls do not follow redirects.";
    return error;
}

Error decode_error_response(int http_status, std::string_view body, std::optional<std::int64_t> utc_now_ms) {
    if (is_html(body)) {
        if (is_web_page(body) && (is_challenge(body) || !status_tells_enough(http_status)))
            return web_page_error(http_status, body, "an answer");
        const Statement said{html_text(body), {}, {}};
        Error error = to_error(http_status, said);
        add_wait(error, said, std::nullopt, utc_now_ms);
        return error;
    }
    Statement said{std::string(body), {}, {}};
    std::optional<Millis> stated;
    if (const std::optional<Json> json = parse_lenient_json(body)) {
        said = read_statement(*json);
        stated = wait_in_body(*json, utc_now_ms);
    }
    Error error = to_error(http_status, said);
    add_wait(error, said, stated, utc_now_ms);
    return error;
}

Error decode_error_object(const Json& value, std::optional<std::int64_t> utc_now_ms) {
    const Statement said = read_statement(value);
    // A code that is a status decides as the status itself would; the response's own status was 200 all the
    // same.
    Error error = to_error(status_in_code(said.code), said);
    add_wait(error, said, wait_in_body(value, utc_now_ms), utc_now_ms);
    return error;
}

}  // namespace moa::wire
