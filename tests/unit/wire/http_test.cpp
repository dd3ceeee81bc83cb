#include "wire/http.hpp"

#include <doctest/doctest.h>

namespace moa::wire {
namespace {

TEST_CASE("header names do not depend on case") {
    const Headers headers = {{"Content-Type", "a"}, {"retry-after", "3"}, {"Retry-After", "9"}};
    CHECK(find_header(headers, "content-type") == "a");
    CHECK(find_header(headers, "RETRY-AFTER") == "3");
    CHECK(find_header(headers, "retry").empty());
}

TEST_CASE("origins") {
    CHECK(origin_of("https://api.groq.com/openai/v1") == "https://api.groq.com");
    CHECK(origin_of("HTTPS://API.OpenAI.com:443/v1?x#y") == "https://api.openai.com");
    CHECK(origin_of("http://localhost:11434/v1") == "http://localhost:11434");
    CHECK(origin_of("http://example.org:080") == "http://example.org");
    CHECK(origin_of("https://example.org:80") == "https://example.org:80");
    CHECK(origin_of("http://[::1]:8080/v1") == "http://[::1]:8080");
    CHECK(origin_of("https://example.org?x=http://other") == "https://example.org");
    for (const char* none :
         {"", "api.openai.com/v1", "ftp://example.org", "https://", "https:///v1", "https://:443",
          "https://a b/", "https://a%2eb/", "https://example.org:99999", "https://example.org:8a",
          "http://[::1", "http://[]", "http://[::1]x", "javascript:alert(1)", "https://a\tb"}) {
        CAPTURE(none);
        CHECK(origin_of(none).empty());
    }
}

TEST_CASE("an origin is where the request really goes, whatever the URL pretends") {
    CHECK(origin_of("https://api.openai.com@evil.example/v1") == "https://evil.example");
    CHECK(origin_of("https://user:api.openai.com@evil.example:8443/") == "https://evil.example:8443");
    CHECK(origin_of("https://evil.example\\@api.openai.com/") == "https://evil.example");
    CHECK(origin_of("https://evil.example/@api.openai.com/") == "https://evil.example");
    CHECK(origin_of("https://evil.example#@api.openai.com/") == "https://evil.example");
}

TEST_CASE("only this machine is loopback") {
    for (const char* local : {"http://localhost:11434/v1", "http://LOCALHOST", "http://127.0.0.1:1234",
                              "https://127.8.9.10/", "http://[::1]:8000/v1", "http://models.localhost/"}) {
        CAPTURE(local);
        CHECK(is_loopback(local));
    }
    for (const char* remote :
         {"https://api.openai.com", "http://127.0.0.1.evil.example", "http://localhost.evil.example",
          "http://128.0.0.1", "http://127.0.0.256", "http://127.0.0", "http://127.0.0.1.1", "http://0.0.0.0",
          "http://192.168.0.1", "http://localhost@evil.example", "localhost", "http://notlocalhost"}) {
        CAPTURE(remote);
        CHECK_FALSE(is_loopback(remote));
    }
}

TEST_CASE("joining gives exactly one slash") {
    CHECK(join_url("https://a/v1", "chat/completions") == "https://a/v1/chat/completions");
    CHECK(join_url("https://a/v1/", "/chat/completions") == "https://a/v1/chat/completions");
    CHECK(join_url("https://a/v1//", "models") == "https://a/v1/models");
}

}  // namespace
}  // namespace moa::wire
