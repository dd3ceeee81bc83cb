#include "session/extra_header.hpp"

#include <doctest/doctest.h>

#include <string>

using moa::session::read_extra_header;

TEST_CASE("a header is its name and its value without the blanks around it") {
    const auto header = read_extra_header("x-portkey-provider:  open ai \t");
    REQUIRE(header);
    CHECK(header.value() == moa::wire::Header{"x-portkey-provider", "open ai"});
}

TEST_CASE("what is no header, or not the user's to set, is refused without its value") {
    const std::string secret = "secret-value";
    for (const std::string& text :
         {secret, ": " + secret, "x y: " + secret, "Host: " + secret, "content-length: " + secret,
          "Authorization: Bearer " + secret, "x-a: " + secret + "\r\nx-b: 1", std::string("x-a:  ")}) {
        const auto header = read_extra_header(text);
        REQUIRE_FALSE(header);
        CHECK(header.error().message.find(secret) == std::string::npos);
    }
}
