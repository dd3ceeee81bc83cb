#include "json_gate.hpp"

#include <doctest/doctest.h>

#include <string>

#include "json.hpp"
#include "wire/chat_delta.hpp"
#include "wire/delta_document.hpp"
#include "wire/delta_scanner.hpp"
#include "wire/error_body.hpp"

using namespace moa;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += part;
    return text;
}

std::string nested(std::size_t levels, std::string_view open = "[", std::string_view close = "]") {
    return repeated(open, levels) + "1" + repeated(close, levels);
}

std::string members(std::size_t count) {
    std::string text = "{";
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "\"m" : ",\"m") + std::to_string(i) + "\":" + std::to_string(i);
    return text + "}";
}

std::string fault_of(std::string_view text) {
    const auto read = read_json(text);
    CHECK(read.ok() == parse_json(text).has_value());
    return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("JSON gate: what is built is what the library builds") {
    for (const std::string_view text :
         {"null", " 1 ", "-7", "1.5e3", "true", "\"a\\u00e4\\n\"", "[]", "{}", "[1,[2,{\"a\":[]}],\"x\"]",
          "{\"b\":1,\"a\":{\"c\":null,\"d\":[false]},\"\":18446744073709551615}",
          "{\"a\":1,\"b\":2,\"a\":[3]}"}) {
        CAPTURE(text);
        const auto value = parse_json(text);
        REQUIRE(value);
        CHECK(*value == Json::parse(text));
        CHECK(dump_json(*value) == Json::parse(text).dump());
    }
    for (const std::string_view text : {"", " ", "{", "[1,]", "{\"a\"}", "1 2", "\"\xff\"", "1e999", "nul"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_json(text));
    }
}

TEST_CASE("JSON gate: of repeated names the last value counts, in the place of the first") {
    std::string text = "{\"twice\":1,";
    for (int i = 0; i < 100; ++i)
        text += "\"m" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    text += "\"twice\":{\"x\":2},\"m7\":\"seven\"}";
    const auto value = parse_json(text);
    REQUIRE(value);
    CHECK(value->size() == 101);
    CHECK(dump_json(*value) == Json::parse(text).dump());
}

TEST_CASE("JSON gate: levels, members and values have bounds, and the error names them") {
    CHECK(fault_of(nested(max_json_nesting)).empty());
    CHECK(fault_of(nested(max_json_nesting + 1)) == "it is nested deeper than 68 levels.");
    CHECK(fault_of(nested(max_json_nesting + 1, "{\"a\":", "}")) == "it is nested deeper than 68 levels.");
    CHECK(fault_of(nested(1'000'000)) == "it is nested deeper than 68 levels.");
    CHECK(fault_of(repeated("[", 1'000'000)) == "it is nested deeper than 68 levels.");
    // Brackets inside texts are text.
    CHECK(fault_of("\"" + repeated("[{", 1000) + "\"").empty());
    CHECK(fault_of(members(max_json_members)).empty());
    CHECK(fault_of(members(max_json_members + 1)) == "an object in it has more than 4096 members.");
    CHECK(fault_of("[" + members(100'000) + "]") == "an object in it has more than 4096 members.");
    CHECK(fault_of("[" + repeated("0,", max_json_values) + "0]") == "it has more than 2097152 values.");
    CHECK(fault_of("[1,\n 2,\n x]") == "syntax error at line 3, column 2.");
    CHECK(fault_of(" \n") == "it is empty.");
}

TEST_CASE("JSON gate: what a server nests or heaps up ends in words, wherever it stands") {
    // As long as error bodies are kept: 64 KB.
    const std::string deep = nested(30'000);
    for (const std::string& body :
         {"{\"error\":" + deep + "}", nested(7'000, "{\"error\":", "}"), "{\"detail\":" + deep + "}",
          "{\"error\":{\"message\":\"m\",\"x\":" + deep + "}}", repeated("[", 60'000), deep}) {
        const Error error = wire::decode_error_response(400, body);
        CHECK(error.http_status == 400);
        CHECK_FALSE(error.message.empty());
    }
    for (const std::string& data :
         {"{\"error\":" + nested(7'000, "{\"error\":", "}") + "}",
          "{\"x\":" + deep + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok\"}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + deep + "}}]}",
          "{\"choices\":[],\"usage\":{\"x\":" + deep + "}}",
          "{\"choices\":[{\"delta\":{\"content\":" +
              nested(300'000, "[{\"type\":\"thinking\",\"thinking\":", "}]") + "}}]}"}) {
        wire::ChatDelta delta;
        wire::decode_chat_event("", data, delta);
        CHECK(delta.text.empty());
    }
    wire::ChatDelta said;
    wire::decode_chat_event("error", "{\"error\":" + deep + "}", said);
    CHECK(said.error);
}

TEST_CASE("JSON gate: the quick scanner takes nothing that the gate refuses") {
    for (const std::size_t count :
         {std::size_t{10}, std::size_t{2000}, max_json_members + 1, std::size_t{100'000}}) {
        CAPTURE(count);
        const std::string data =
            "{\"x\":" + members(count) + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ok\"}}]}";
        wire::ChatDelta quick;
        wire::ChatDelta full;
        const bool taken = wire::scan_chat_delta(data, quick);
        const bool read = wire::decode_chat_document(data, full);
        CHECK(read == (count <= max_json_members));
        if (taken) CHECK(read);
        if (taken) CHECK(quick.text == full.text);
    }
}
