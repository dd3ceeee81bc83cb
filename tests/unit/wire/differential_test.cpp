// The fast scanner never gives another meaning than the full parse, and never accepts what that refuses.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "stream_fixtures.hpp"
#include "wire/delta_document.hpp"
#include "wire/delta_scanner.hpp"

namespace moa::wire::test {
namespace {

std::vector<std::string> all_event_data() {
    std::vector<std::string> all;
    for (const StreamFixture& fixture : stream_fixtures()) {
        SseDecoder decoder;
        decoder.feed(fixture.bytes);
        while (const SseEvent* event = decoder.next())
            all.emplace_back(event->data);
        if (fixture.bytes.starts_with("{")) all.push_back(fixture.bytes);
    }
    return all;
}

/// Answers whether the scanner took the data, behind `earlier` data of the same stream where there is some.
bool check_agreement(const std::string& data, const std::string& earlier = {}) {
    DeltaScanner scanner;
    ChatDelta ignored;
    (void)scanner.scan(earlier, ignored);
    ChatDelta scanned;
    scanned.text = "before ";
    if (!scanner.scan(data, scanned)) {
        CHECK(scanned.text == "before ");
        CHECK(scanned.reasoning.empty());
        CHECK(scanned.finish_reason.empty());
        CHECK_FALSE(scanned.usage.has_value());
        return false;
    }
    ChatDelta parsed;
    parsed.text = "before ";
    const bool is_json = decode_chat_document(data, parsed);
    const bool agree = is_json && scanned.text == parsed.text && scanned.reasoning == parsed.reasoning &&
                       scanned.finish_reason == parsed.finish_reason && scanned.usage == parsed.usage &&
                       scanned.cost == parsed.cost && !parsed.error && !scanned.error && !scanned.done;
    CAPTURE(data);
    CHECK(agree);
    return true;
}

/// Pieces that change the meaning of JSON when put somewhere into it.
const std::vector<std::string> pieces = {"\"",
                                         "\\",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         ":",
                                         ",",
                                         "null",
                                         "0",
                                         "-",
                                         ".5",
                                         "e9",
                                         "e999",
                                         "\\u00e9",
                                         "\\ud83d",
                                         "\\ude00",
                                         "\\udbff\\udfff",
                                         "\x01",
                                         "\xff",
                                         "\xe6",
                                         "\"error\":{\"message\":\"x\"},",
                                         "\"error\":null,",
                                         "\"content\":\"twice\",",
                                         "\"usage\":{\"prompt_tokens\":3},",
                                         "\"choices\":[],",
                                         "\"reasoning\":\"r\",",
                                         "\"reasoning_content\":\"rc\",",
                                         "\"reasoning_details\":[{\"text\":\"rd\"}],",
                                         "\"finish_reason\":\"LENGTH\",",
                                         "\"delta\":{\"content\":\"d\"},",
                                         "\"text\":\"t\",",
                                         "\"message\":{\"content\":\"m\"},",
                                         "\"refusal\":\"no\",",
                                         "\"reasoning_text\":\"rt\",",
                                         "\"thinking\":\"th\",",
                                         "\"cost\":0.5,",
                                         "\"object\":\"error\",",
                                         "\"x_groq\":{\"usage\":{\"completion_tokens\":2}},",
                                         "\"con\\u0074ent\":\"k\",",
                                         " ",
                                         "\t",
                                         "\n",
                                         "00",
                                         "1e5",
                                         "-0",
                                         "12345678901234567890",
                                         "true",
                                         "[[[[[[[[",
                                         "\xEF\xBB\xBF",
                                         "\xF4\x8F\xBE\x80",
                                         "\\u0000",
                                         "\"\":",
                                         "//",
                                         "\"prompt_tokens\":1.5,",
                                         "\"completion_tokens\":-1,",
                                         "\"completion_tokens\":null,"};

std::string mutated(std::string data, const std::vector<std::string>& all, Random& random) {
    for (std::size_t changes = 1 + random.below(3); changes > 0; --changes) {
        const std::size_t at = random.below(data.size() + 1);
        switch (random.below(7)) {
            case 0:  // a changed byte
                if (at < data.size()) data[at] = static_cast<char>(random.below(256));
                break;
            case 1:  // bytes left out
                data.erase(at, 1 + random.below(4));
                break;
            case 2:  // bytes twice
                data.insert(at, data.substr(at, 1 + random.below(20)));
                break;
            case 3:  // cut short
                if (random.below(4) == 0) data.resize(at);
                break;
            case 4: {  // a part of another event
                const std::string& other = all[random.below(all.size())];
                if (!other.empty())
                    data.insert(at, other.substr(random.below(other.size()), random.below(30)));
                break;
            }
            case 5: {  // a member where members stand
                const std::size_t brace = data.find_first_of("{,", at);
                if (brace != std::string::npos) data.insert(brace + 1, pieces[random.below(pieces.size())]);
                break;
            }
            default:
                data.insert(at, pieces[random.below(pieces.size())]);
        }
    }
    return data;
}

TEST_CASE("scanner and full parse agree on every recorded event, and the scanner takes the common ones") {
    std::size_t taken = 0;
    std::size_t objects = 0;
    for (const std::string& data : all_event_data()) {
        if (data.starts_with("{")) ++objects;
        if (check_agreement(data)) ++taken;
    }
    CHECK(objects > 200);
    CHECK(taken * 100 > objects * 85);
}

TEST_CASE("scanner and full parse agree on damaged and odd events") {
    const std::vector<std::string> all = all_event_data();
    REQUIRE_FALSE(all.empty());
    Random random(20240607);
    std::size_t taken = 0;
    for (int round = 0; round < 40000; ++round) {
        const std::string& whole = all[random.below(all.size())];
        const std::string odd = mutated(whole, all, random);
        const bool alone = check_agreement(odd);
        if (alone) ++taken;
        CAPTURE(odd);
        CHECK(check_agreement(odd, whole) == alone);
        CHECK(check_agreement(whole, odd) == check_agreement(whole));
    }
    CHECK(taken > 3000);  // or the comparison would say little
}

TEST_CASE("what events have in common at their beginning changes nothing of what the next one says") {
    const std::string before = R"({"id":"a","choices":[{"index":0,"delta":{"content":"one"}}]})";
    for (
        const char* data :
        {R"({"id":"a","choices":[{"index":0,"delta":{"content":"two"}}]})",
         R"({"id":"a","choices":[{"index":0,"finish_reason":"stop","delta":{}}],"usage":{"prompt_tokens":3}})",
         R"({"id":"a","choices":[{"index":0,"text":"two"},{"text":"other"}]})",
         R"({"id":"a","choices":[{"index":0,"delta":{"content":"two"}}],"choices":[]})",
         R"({"id":"a","choices":[{"index":0,"error":{"message":"m"}}]})",
         R"({"id":"a","choices":[{"index":0,)", R"({"id":"a","choices":[{"index":0,})",
         R"({"id":"a","choices":[{"index":0}]})",
         R"({"id":"a","usage":{"prompt_tokens":3},"choices":[{"index":0,"delta":{"content":"two"}}]})"}) {
        CAPTURE(data);
        CHECK(check_agreement(data, before) == check_agreement(data));
        CHECK(check_agreement(before, data) == check_agreement(before));
    }
}

TEST_CASE("the scanner declines what it cannot be sure of") {
    for (const char* data :
         {R"({"choices":[{"delta":{"content":[{"type":"text","text":"a"}]}}]})",
          R"({"error":{"message":"m"}})", R"({"choices":[{"delta":{"content":"a"}}]} x)",
          R"({"choices":[{"delta":{"content":"\ud800"}}]})",
          R"({"choices":[{"delta":{"content":"a","content":"b"}}]})",
          R"({"choices":[{"delta":{"content":"a"}}]})"
          "]",
          R"({"choices":[{"message":{"content":"a"}}]})",
          R"({"choices":[{"delta":{"reasoning_details":[{"text":"a"}]}}]})", R"({"a":1e400})", R"({"a":01})",
          R"({"a":.5})", R"({"a":nul})", R"({"a":"\x"})", R"({"a":1,})", R"([])", "", "{",
          R"({"object":"error","message":"m"})", R"({"x_groq":{"error":"e"}})"}) {
        CAPTURE(data);
        ChatDelta out;
        CHECK_FALSE(scan_chat_delta(data, out));
    }
    std::string deep = R"({"a":)";
    for (int i = 0; i < 100000; ++i)
        deep += '[';
    ChatDelta out;
    CHECK_FALSE(scan_chat_delta(deep, out));
}

}  // namespace
}  // namespace moa::wire::test
