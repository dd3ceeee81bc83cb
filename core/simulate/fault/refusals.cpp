// HTTP errors as providers send them: status, headers and body as one table.
#include <array>
#include <initializer_list>

#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"

namespace moa::simulate {

namespace {

struct Refused {
    std::string_view name;
    std::string_view description;
    int status = 0;
    std::string_view body;
    wire::Headers headers = {};
    std::string_view content_type = "application/json";
    bool readable_by_pages = true;
    std::string_view member = {};  ///< see Fault::member
};

constexpr std::string_view error_page =
    "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>"
    "<hr><center>nginx</center></body></html>";
constexpr std::string_view too_many =
    R"({"error":{"message":"Rate limit reached for this model.","type":"requests","code":"rate_limit_exceeded"}})";
constexpr std::string_view broken =
    R"({"error":{"message":"The server had an error while processing your request.","type":"server_error","code":null}})";
constexpr std::string_view busy =
    R"({"error":{"message":"The model is overloaded, please try again later.","type":"server_error","code":null}})";

std::vector<Refused> table() {
    return {
        {"status-400", "400: a parameter is refused", 400,
         R"({"error":{"message":"'temperature' must be at most 1.","type":"invalid_request_error","param":"temperature"}})"},
        {"context-too-long", "400: the prompt is too long for the model", 400,
         R"({"error":{"message":"This model's maximum context length is 8192 tokens, however you requested 9041.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}})"},
        {"not-serverless", "400: the model is listed but cannot be called (Together)", 400,
         R"({"error":{"message":"Unable to access non-serverless model sim/echo-8b.","type":"invalid_request_error","code":"model_not_available"}})"},
        {"no-stream-options",
         "400: stream_options is unknown; without it, the request succeeds",
         400,
         R"({"error":{"message":"Unrecognized request argument supplied: stream_options","type":"invalid_request_error","param":null}})",
         {},
         "application/json",
         true,
         "stream_options"},
        {"no-max-tokens",
         "400: max_tokens has another name (OpenAI's reasoning models)",
         400,
         R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}})",
         {},
         "application/json",
         true,
         "max_tokens"},
        {"no-temperature",
         "422: temperature is not accepted (FastAPI)",
         422,
         R"({"detail":[{"type":"extra_forbidden","loc":["body","temperature"],"msg":"Extra inputs are not permitted","input":0.7}]})",
         {},
         "application/json",
         true,
         "temperature"},
        {"status-401", "401: the key is wrong", 401,
         R"({"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","code":"invalid_api_key"}})"},
        {"status-401-opaque",
         "401 that a page of another origin may not read (OpenAI)",
         401,
         R"({"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","code":"invalid_api_key"}})",
         {},
         "application/json",
         false},
        {"status-402", "402: no credit (OpenRouter)", 402,
         R"({"error":{"code":402,"message":"This request requires more credits, or fewer max_tokens."}})"},
        {"status-403", "403: the key may not use this model", 403,
         R"({"error":{"message":"Your project has no access to this model.","type":"permission_error","code":"model_permission"}})"},
        {"status-404", "404: there is no such model", 404,
         R"({"error":{"message":"The model does not exist.","type":"invalid_request_error","code":"model_not_found"}})"},
        {"status-404-text", "404: the error is a text, not an object (Ollama)", 404,
         R"({"error":"model \"echo\" not found, try pulling it first"})"},
        {"status-404-page",
         "404 with a web page: no such endpoint",
         404,
         "<html><body><h1>Not Found</h1></body></html>",
         {},
         "text/html"},
        {"status-404-path", "404: there is no such path (a base URL without /v1)", 404,
         R"({"error":{"message":"Invalid URL (POST /chat/completions).","type":"invalid_request_error","code":null}})"},
        {"status-405", "405: the path does not accept this method (a base URL without /v1)", 405,
         R"({"detail":"Method Not Allowed"})"},
        {"status-403-challenge",
         "403 with a browser check (Cloudflare)",
         403,
         "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript and "
         "cookies to "
         "continue</body></html>",
         {},
         "text/html"},
        {"errors-list", "422: a list of errors", 422,
         R"({"errors":["'top_p' must be below 1","'n' must be 1"]})"},
        {"problem-json",
         "404 as problem details: the model is not available to this account",
         404,
         R"({"status":404,"title":"Not Found","detail":"The model is not found for this account."})",
         {},
         "application/problem+json"},
        {"status-408", "408: the server waited too long for the request", 408,
         R"({"error":{"message":"Request timeout."}})"},
        {"status-409", "409: a conflict", 409, R"({"error":{"message":"Conflict, try again."}})"},
        {"status-413", "413: the request is too large (Groq)", 413,
         R"({"error":{"message":"Request too large for this model on tokens per minute.","type":"tokens","code":"rate_limit_exceeded"}})"},
        {"status-422", "422: the request is not valid (FastAPI)", 422,
         R"({"detail":[{"loc":["body","stop"],"msg":"value is not a valid list","type":"type_error.list"}]})"},
        {"rate-limit", "429 without a wait time", 429, too_many},
        {"rate-limit-seconds", "429 with Retry-After in seconds", 429, too_many, {{"retry-after", "1"}}},
        {"rate-limit-ms", "429 with retry-after-ms", 429, too_many, {{"retry-after-ms", "300"}}},
        {"rate-limit-date",
         "429 with Retry-After as a date",
         429,
         too_many,
         {{"date", "Thu, 01 Jan 2026 00:00:00 GMT"}, {"retry-after", "Thu, 01 Jan 2026 00:00:01 GMT"}}},
        // The waits that only a body names are longer than runs under test have left: who does not keep them
        // asks again, and is seen to.
        {"rate-limit-in-words", "429 whose message names the wait (Groq)", 429,
         R"({"error":{"message":"Rate limit reached. Please try again in 12.5s.","type":"tokens","code":"rate_limit_exceeded"}})"},
        {"rate-limit-retry-info", "429 whose details name the wait (Google)", 429,
         R"([{"error":{"code":429,"message":"The quota of this minute is used up.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12s"}]}}])"},
        {"rate-limit-member", "429 with the wait as a number next to the message", 429,
         R"({"error":{"message":"Too many requests.","retry_after":12}})"},
        {"rate-limit-resets",
         "429 whose headers name the reset of the exhausted limit (OpenAI)",
         429,
         too_many,
         {{"x-ratelimit-remaining-requests", "40"},
          {"x-ratelimit-reset-requests", "120ms"},
          {"x-ratelimit-remaining-tokens", "0"},
          {"x-ratelimit-reset-tokens", "12.4s"}}},
        {"rate-limit-words-too-long", "429 whose message names a wait of minutes", 429,
         R"({"error":{"message":"Rate limit reached. Please try again in 7m12s.","type":"tokens","code":"rate_limit_exceeded"}})"},
        {"larger-than-allowance",
         "429: the request alone exceeds the limit per minute, so waiting does not help", 429,
         R"({"error":{"message":"Tokens per minute: Limit 6000, Used 0, Requested 7012. Please try again in 1.1s.","type":"tokens","code":"rate_limit_exceeded"}})"},
        {"rate-limit-too-long",
         "429 with a Retry-After of an hour: not waited for",
         429,
         too_many,
         {{"retry-after", "3600"}}},
        {"rate-limit-bad-header",
         "429 with an invalid Retry-After",
         429,
         too_many,
         {{"retry-after", "soon"}}},
        {"quota-used-up", "429 that means no credit (OpenAI)", 429,
         R"({"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","code":"insufficient_quota"}})"},
        {"status-498", "498: no capacity (Groq)", 498,
         R"({"error":{"message":"Flex tier capacity exceeded.","type":"capacity_exceeded"}})"},
        {"status-500", "500: an internal error", 500, broken},
        {"status-500-empty", "500 without a body", 500, ""},
        {"status-500-page",
         "500 with a web page",
         500,
         "<html><body><h1>Internal Server Error</h1></body></html>",
         {},
         "text/html"},
        {"status-502-page", "502 with a proxy's web page", 502, error_page, {}, "text/html"},
        {"status-503", "503: overloaded", 503, busy},
        {"status-503-seconds", "503 with Retry-After in seconds", 503, busy, {{"retry-after", "1"}}},
        {"status-504", "504: a gateway timed out", 504, "upstream request timeout", {}, "text/plain"},
        {"status-529", "529: overloaded (Anthropic)", 529,
         R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"},
        {"should-retry",
         "400 with x-should-retry: true",
         400,
         R"({"error":{"message":"Try again."}})",
         {{"x-should-retry", "true"}}},
        {"should-not-retry", "500 with x-should-retry: false", 500, broken, {{"x-should-retry", "false"}}},
    };
}

void refuse(const Refused& refused, TimedResponse& response) {
    response.head = {refused.status, {}};
    replace_body(response, refused.content_type, std::string(refused.body));
    response.head.headers.insert(response.head.headers.end(), refused.headers.begin(), refused.headers.end());
    response.readable_by_pages = refused.readable_by_pages;
}

}  // namespace

std::vector<Fault> refusal_faults() {
    std::vector<Fault> faults;
    for (const Refused& refused : table()) {
        faults.push_back({std::string(refused.name), std::string(refused.description), FaultGroup::refusal,
                          [refused](TimedResponse& response) { refuse(refused, response); },
                          std::string(refused.member)});
    }
    return faults;
}

}  // namespace moa::simulate
