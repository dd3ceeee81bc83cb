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

TEST_CASE("this machine in spellings that not everything reads alike") {
    for (const char* odd :
         {"http://127.1:11434", "http://0.0.0.0:8080/v1", "http://[::]:1", "http://localhost.:80",
          "http://[::ffff:127.0.0.1]/", "http://2130706433", "http://0x7f000001", "http://0177.0.0.1",
          "http://[0:0:0:0:0:0:0:1]:9", "http://0"}) {
        CAPTURE(odd);
        CHECK(is_loopback_misspelt(odd));
        CHECK_FALSE(is_loopback(odd));
        CHECK_FALSE(is_home_network(odd));
    }
    for (const char* plain : {"http://127.0.0.1", "http://localhost", "http://[::1]", "http://192.168.0.1",
                              "http://[::2]", "https://api.openai.com", "http://127.0.0.1.evil.example"}) {
        CAPTURE(plain);
        CHECK_FALSE(is_loopback_misspelt(plain));
    }
}

TEST_CASE("networks of one's own") {
    for (const char* home :
         {"http://192.168.0.20:11434/v1", "http://10.1.2.3", "http://172.16.0.1", "http://172.31.255.255",
          "http://100.64.0.1", "http://100.127.9.9", "http://169.254.1.1", "http://box.local:8000",
          "http://nas", "http://gpu.lan", "http://host.docker.internal:11434", "http://box.tail1234.ts.net",
          "http://[fd00::5]:1", "http://[fe80::1]"}) {
        CAPTURE(home);
        CHECK(is_home_network(home));
        CHECK_FALSE(may_carry_key(home));
    }
    for (const char* far :
         {"http://192.169.0.1", "http://172.32.0.1", "http://100.128.0.1", "http://11.0.0.1",
          "http://8.8.8.8", "http://169.254.169.254", "http://example.com", "http://192.168.0.1.example.com",
          "http://[2001:db8::1]", "http://3232235540", ""}) {
        CAPTURE(far);
        CHECK_FALSE(is_home_network(far));
    }
    CHECK(may_carry_key("https://192.168.0.20/v1"));
    CHECK(may_carry_key("http://localhost:1234/v1"));
    CHECK_FALSE(may_carry_key("nonsense"));
}

TEST_CASE("joining gives exactly one slash") {
    CHECK(join_url("https://a/v1", "chat/completions") == "https://a/v1/chat/completions");
    CHECK(join_url("https://a/v1/", "/chat/completions") == "https://a/v1/chat/completions");
    CHECK(join_url("https://a/v1//", "models") == "https://a/v1/models");
}

}  // namespace
}  // namespace moa::wire
