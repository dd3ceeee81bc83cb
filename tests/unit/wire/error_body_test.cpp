#include "wire/error_body.hpp"

#include <doctest/doctest.h>

#include "json.hpp"
#include "wire/error_text.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

struct Row {
    int status;
    const char* body;
    ErrorKind kind;
    const char* says;  ///< found in the message
};

TEST_CASE("error responses of the providers mean what they mean") {
    const Row rows[] = {
        {401,
         R"({"error":{"message":"Invalid API Key","type":"invalid_request_error","code":"invalid_api_key"}})",
         ErrorKind::wrong_key, "Invalid API Key"},
        {400,
         R"([{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}])",
         ErrorKind::wrong_key, "API key not valid"},
        {402,
         R"({"error":{"code":402,"message":"This request requires more credits, or fewer max_tokens."}})",
         ErrorKind::no_credit, "more credits"},
        {429,
         R"({"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}})",
         ErrorKind::no_credit, "quota"},
        {403,
         R"({"error":{"message":"Project does not have access to model gpt-x","type":"invalid_request_error"}})",
         ErrorKind::forbidden, "does not have access"},
        {404,
         R"({"error":{"message":"The model `gone` does not exist","type":"invalid_request_error","code":"model_not_found"}})",
         ErrorKind::model_gone, "gone"},
        {404, R"({"error":"model \"llama9\" not found, try pulling it first"})", ErrorKind::model_gone,
         "llama9"},
        {404, R"({"detail":"Not Found"})", ErrorKind::bad_response, "Not Found"},
        {404, "404 page not found", ErrorKind::bad_response, "page not found"},
        {404,
         R"({"error":{"message":"Unknown request URL: POST /v2/x. Please check the URL for typos","type":"invalid_request_error","code":"unknown_url"}})",
         ErrorKind::bad_response, "Unknown request URL"},
        {400,
         R"({"error":{"message":"Unable to access non-serverless model Qwen/X. Create a dedicated endpoint.","type":"invalid_request_error","code":"model_not_available"}})",
         ErrorKind::model_gone, "non-serverless"},
        {400,
         R"({"error":{"message":"The model `old` has been decommissioned and is no longer supported.","type":"invalid_request_error","code":"model_decommissioned"}})",
         ErrorKind::model_gone, "decommissioned"},
        {400,
         R"({"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}})",
         ErrorKind::too_long, "8192"},
        {413,
         R"({"error":{"message":"Request too large for model `m` on tokens per minute (TPM): Limit 6000","type":"tokens","code":"rate_limit_exceeded"}})",
         ErrorKind::too_long, "6000"},
        {500,
         R"({"error":{"code":500,"message":"the request exceeds the available context size","type":"server_error"}})",
         ErrorKind::too_long, "context size"},
        {429,
         R"({"error":{"message":"Rate limit reached for model","type":"requests","code":"rate_limit_exceeded"}})",
         ErrorKind::rate_limited, "Rate limit"},
        {498, R"({"error":{"message":"Flex tier capacity exceeded","type":"flex"}})", ErrorKind::overloaded,
         "Flex"},
        {503,
         R"({"error":{"message":"The server is overloaded","type":"service_unavailable","param":null,"code":null}})",
         ErrorKind::overloaded, "overloaded"},
        {529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})",
         ErrorKind::overloaded, "Overloaded"},
        {400, R"({"error":{"message":"'n' must be 1","type":"invalid_request_error"}})",
         ErrorKind::invalid_request, "'n'"},
        {400, R"({"error":{"message":"bad option","type":"api_error"}})", ErrorKind::invalid_request,
         "bad option"},
        {422,
         R"({"detail":[{"loc":["body","temperature"],"msg":"Input should be less than or equal to 2","type":"less_than_equal"}]})",
         ErrorKind::invalid_request, "(temperature)"},
        {400,
         R"({"object":"error","message":"Conversation roles must alternate","type":"BadRequestError","code":400})",
         ErrorKind::invalid_request, "alternate"},
        {400, R"({"error_type":"invalid_request","error_message":"flat words"})", ErrorKind::invalid_request,
         "flat words"},
        {400, R"({"error":{"message":"flagged by the content management policy","code":"content_filter"}})",
         ErrorKind::content_filter, "policy"},
        {429,
         R"({"error":{"code":429,"message":"Provider returned error","metadata":{"raw":"slow down please"}}})",
         ErrorKind::rate_limited, "slow down please"},
        {408, "", ErrorKind::server_error, "408"},
        {500, "", ErrorKind::server_error, "500"},
        {502, "<html><head><title>502 Bad Gateway</title></head><body>x</body></html>",
         ErrorKind::server_error, "502 Bad Gateway"},
        {503, "upstream connect error", ErrorKind::overloaded, "upstream connect error"},
        {404, "<html><title>Not here</title></html>", ErrorKind::bad_response, "Not here"},
        {418, "{}", ErrorKind::invalid_request, "418"},
        {302, "", ErrorKind::bad_response, "302"},
        {401, R"({"error":null})", ErrorKind::wrong_key, "401"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.status);
        CAPTURE(row.body);
        const Error error = decode_error_response(row.status, row.body);
        CHECK(error_name(error.kind) == error_name(row.kind));
        CHECK(error.http_status == row.status);
        CAPTURE(describe(error));
        CHECK(describe(error).find(row.says) != std::string::npos);
    }
}

TEST_CASE("the provider's words come through from every shape of an error") {
    struct Shape {
        const char* body;
        const char* says;
    };
    const Shape shapes[] = {
        {R"({"errors":["'top_p' must be below 1","'n' must be 1"]})",
         "'top_p' must be below 1; 'n' must be 1"},
        {R"({"success":false,"errors":[{"code":7003,"message":"wrong account id"}]})", "wrong account id"},
        {R"({"status":400,"title":"Bad Request","detail":"the words"})", "the words"},
        {R"({"detail":{"error":{"message":"the words"}}})", "the words"},
        {R"({"detail":[{"loc":["body","stop"],"msg":"one"},{"loc":["body","n"],"msg":"two"}]})",
         "one (stop); two (n)"},
        {R"({"base_resp":{"status_code":2013,"status_msg":"the words"}})", "the words"},
        {R"({"error_code":17,"error_msg":"the words"})", "the words"},
        {R"({"statusCode":400,"message":["one","two"],"error":"Bad Request"})", "one; two"},
        {R"({"error":"invalid_request","error_description":"the words"})", "the words"},
        {R"({"error":"the words"})", "the words"},
        {R"([[{"error":{"message":"the words"}}]])", "the words"},
        {R"({"fault":{"faultstring":"the words","detail":{"errorcode":"x"}}})", "the words"},
        {R"({"Message":"the words"})", "the words"},
        {R"({"message":"Validation failed","errors":[{"message":"the words"}]})",
         "Validation failed: the words"},
        {R"({"error":{"message":"{\"error\":{\"message\":\"the words\"}}"}})", "the words"},
        {R"({"error":{"message":"Provider returned error","metadata":{"raw":"{\"message\":\"the words\"}"}}})",
         "Provider returned error: the words"},
        {R"("the words")", "the words"},
        {"the words", "the words"},
        {"<?xml version=\"1.0\"?><Error><Code>X</Code><Message>the words</Message></Error>", "the words"},
    };
    for (const Shape& shape : shapes) {
        CAPTURE(shape.body);
        const Error error = decode_error_response(400, shape.body);
        CHECK(error.kind == ErrorKind::invalid_request);
        CHECK(error.provider_words == shape.says);
    }
    std::string deep;
    for (int i = 0; i < 500; ++i)
        deep += R"({"error":)";
    deep += "1" + std::string(500, '}');
    CHECK(decode_error_response(400, deep).kind == ErrorKind::invalid_request);
}

TEST_CASE("a path that nobody serves is not taken for a model that is gone") {
    const auto kind = [](int status, const char* body) { return decode_error_response(status, body).kind; };
    for (const char* body :
         {R"({"error":{"message":"Invalid URL (POST /v1/chat).","type":"invalid_request_error"}})",
          R"({"error":{"message":"No such URL: POST /chat/completions"}})", R"({"detail":"Not Found"})",
          R"({"message":"no Route matched with those values"})",
          R"({"error":{"code":"404","message":"Resource not found"}})", "Cannot POST /chat/completions",
          "404 page not found", "", "{}"}) {
        CAPTURE(body);
        CHECK(kind(404, body) == ErrorKind::bad_response);
    }
    CHECK(kind(405, R"({"detail":"Method Not Allowed"})") == ErrorKind::bad_response);
    CHECK(kind(404, R"({"detail":"Model not found"})") == ErrorKind::model_gone);
    CHECK(kind(404, R"({"error":{"code":"DeploymentNotFound","message":"It does not exist."}})") ==
          ErrorKind::model_gone);
    const Error page = decode_error_response(404, "<html><title>404 Not Found</title></html>");
    CHECK(page.kind == ErrorKind::bad_response);
    CHECK(page.message == "The server sent a web page instead of an answer.");
    CHECK(page.provider_words == "404 Not Found");
    const Error studio = decode_error_object(Json("Unexpected endpoint or method. (POST /chat/completions)"));
    CHECK(studio.kind == ErrorKind::bad_response);
    CHECK(studio.message == "There is no chat-completions endpoint at this address.");
}

TEST_CASE("checks for browsers and redirects are called what they are") {
    const char* challenge = "<html><head><title>Just a moment...</title></head><body>x</body></html>";
    for (const int status : {200, 403, 429, 503}) {
        const Error error = status == 200 ? web_page_error(200, challenge, "an answer")
                                          : decode_error_response(status, challenge);
        CHECK(error.kind == ErrorKind::bad_response);
        CHECK(error.message.starts_with("A browser check"));
    }
    const Error moved =
        redirect_error(307, "https://me:secret@models.example/v1/chat/completions/?key=secret#x");
    CHECK(moved.kind == ErrorKind::bad_response);
    CHECK(moved.message.find("models.example/v1/chat/completions/ (HTTP status 307)") != std::string::npos);
    CHECK(moved.message.find("secret") == std::string::npos);
    CHECK(redirect_error(301, "").message.find("elsewhere") != std::string::npos);
}

TEST_CASE("a request that is larger than the limit of a minute needs no wait") {
    const auto kind = [](const char* words) {
        return decode_error_response(429, dump_json(Json{{"error", {{"message", words}}}})).kind;
    };
    CHECK(kind("Tokens per minute: limit 7000, used 0, this request 12903. Please try again in 1.6s.") ==
          ErrorKind::too_long);
    CHECK(kind("Request too large on tokens per min (TPM): Limit 30,000, Requested 41,212.") ==
          ErrorKind::too_long);
    CHECK(kind("Limit 6000, Used 5900, Requested 900. Please try again in 4.2s.") == ErrorKind::rate_limited);
    CHECK(kind("Rate limit reached: 30 requests per minute") == ErrorKind::rate_limited);
}

TEST_CASE("the wait that an error names is kept where waiting helps") {
    const Error words = decode_error_response(429, R"({"error":{"message":"Please try again in 4.2s."}})");
    CHECK(words.retry_after_ms == 4200);
    const Error both = decode_error_response(
        429, R"([{"error":{"message":"Please retry in 1.2s.","details":[{"retryDelay":"1s"}]}}])");
    CHECK(both.retry_after_ms == 1200);
    CHECK(decode_error_response(503, "Loading, retry in 20 seconds").retry_after_ms == 20'000);
    CHECK_FALSE(decode_error_response(401, R"({"message":"wait 20 seconds"})").retry_after_ms.has_value());
    CHECK(decode_error_object(parse_json(R"({"code":429,"message":"x","retry_after":3})").value())
              .retry_after_ms == 3000);
}

TEST_CASE("error objects inside a stream") {
    const auto kind = [](const char* text) {
        return decode_error_object(parse_json(text).value_or(Json())).kind;
    };
    CHECK(kind(R"({"code":429,"message":"slow"})") == ErrorKind::rate_limited);
    CHECK(kind(R"({"code":"502","message":"bad"})") == ErrorKind::server_error);
    CHECK(kind(R"({"code":"context_length_exceeded","message":"long"})") == ErrorKind::too_long);
    CHECK(kind(R"({"type":"invalid_request_error","message":"odd"})") == ErrorKind::invalid_request);
    CHECK(kind(R"("just words")") == ErrorKind::server_error);
    CHECK(kind("{}") == ErrorKind::server_error);
    CHECK(decode_error_object(Json("just words")).provider_words == "just words");
    CHECK(decode_error_object(Json("just words")).message == default_message(ErrorKind::server_error));
    CHECK_FALSE(decode_error_object(Json(3)).message.empty());
}

TEST_CASE("no key survives in a message") {
    for (const char* key :
         {"sk-proj-abcDEF123456789", "gsk_AbCdEf0123456789", "sk-or-v1-0123456789abcdef", "tgp_v1_abcdefgh12",
          "abc***********xyz", "xai-abcdefgh1234", "AIzaSyA0123456789", "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl",
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}) {
        CAPTURE(key);
        const std::string body =
            std::string(R"({"error":{"message":"Incorrect key provided: )") + key + R"(. See (docs)."}})";
        const Error error = decode_error_response(401, body);
        CHECK(error.provider_words == "Incorrect key provided: [key]. See (docs).");
    }
    CHECK(redact_keys("Authorization: Bearer plainoldtoken x") == "Authorization: Bearer [key] x");
    CHECK(redact_keys("model Qwen3-235B-A22B-Instruct-2507-tput and the sky") ==
          "model Qwen3-235B-A22B-Instruct-2507-tput and the sky");
}

TEST_CASE("messages are short plain text") {
    const std::string long_text = "日本語" + std::string(2000, 'x');
    std::string message = clean_error_text(long_text);
    CHECK(message.size() <= max_error_text_bytes + 3);
    CHECK(message.ends_with("\u2026"));
    message = clean_error_text("日" + std::string("本語日本語日本語日本語日本語日本語日本語日本語日本語") +
                               long_text);
    CHECK(is_valid_utf8(message));
    CHECK(clean_error_text(" a\tb\r\n\x1b[31m c\x01 ") == "a b [31m c");
    CHECK(clean_error_text("bad \xFF byte") == "bad \uFFFD byte");
    CHECK(clean_error_text("<p>Too <b>many</b> requests &amp; more</p><script>alert(1)</script>") ==
          "Too many requests & more");
    CHECK(clean_error_text("expected a < b, got <unknown>") == "expected a < b, got <unknown>");
    CHECK(html_text("<html><body><h1>Down</h1>for repair</body></html>") == "Down for repair");
    CHECK(html_text("<html><title> </title><body>Body <!-- c --> text") == "Body text");
    CHECK(html_text("<html><body>Down<script>never closed") == "Down");
    CHECK(html_text("<html><body>Down<style") == "Down");
}

}  // namespace
}  // namespace moa::wire
