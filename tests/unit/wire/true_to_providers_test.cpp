// What servers send besides, before, instead of and once more than an answer's text: none of it costs text.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "json.hpp"
#include "wire/chat_response.hpp"
#include "wire/content_coding.hpp"

namespace moa::wire {
namespace {

std::string chunk(std::string_view text, int choice = 0) {
    return "data: " + dump_json(Json{{"choices", {{{"index", choice}, {"delta", {{"content", text}}}}}}}) +
           "\n\n";
}

std::string finish(std::string_view reason) {
    return R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":")" + std::string(reason) + "\"}]}\n\n";
}

std::string chunks(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts)
        all += chunk(text);
    return all;
}

struct Answer {
    std::string text;
    std::string reasoning;
    std::string finish;
    std::string error;
    std::string said;
};

Answer read(const std::string& body, std::size_t piece = std::string::npos) {
    ChatResponse response;
    response.on_head({200, {{"content-type", "text/event-stream"}}});
    ChatDelta added;
    for (std::size_t at = 0; at < body.size(); at += std::min(piece, body.size()))
        response.on_bytes(body.substr(at, piece), added);
    response.on_end(added);
    Answer answer{added.text, added.reasoning, response.finish_reason(), {}, {}};
    if (response.error()) {
        answer.error = error_name(response.error()->kind);
        answer.said = describe(*response.error());
    }
    return answer;
}

void check_whole(const std::string& body, std::string_view text = "Blue light scatters.") {
    CAPTURE(body);
    for (const std::size_t piece : {std::string::npos, std::size_t{1}}) {
        const Answer answer = read(body, piece);
        CHECK(answer.text == text);
        CHECK(answer.finish == "stop");
        CHECK(answer.said == "");
    }
}

const std::string first = chunk("Blue light ");
const std::string rest = chunk("scatters.");
const std::string done = "data: [DONE]\n\n";

TEST_CASE("keep-alives and other servers' events between the chunks cost nothing") {
    for (const char* aside :
         {"data: : OPENROUTER PROCESSING\n\n", "data: queued\n\n", "data: [heartbeat]\n\n", "data: ping\n\n",
          "event: status\ndata: queued\n\n", "event: queue\ndata: {\"position\":3}\n\n",
          "event: agent.tool\ndata: {\"status\":\"failed\",\"error\":\"no such file\"}\n\n",
          "event: agent.tool\ndata: {\"status\":\n\n", "event: done\ndata: {\"step\":\"search\"}\n\n",
          "event: keep-alive\n\n", "data:\n\n", "data: null\n\n", "data: {\"type\":\"ping\"}\n\n"}) {
        std::string many;
        for (int i = 0; i < 40; ++i)
            many += aside;
        check_whole(many + first + aside + rest + finish("stop") + many + done);
    }
}

TEST_CASE("the end in any spelling ends nothing too early") {
    for (const char* end : {"data: done\n\n", "data: [done]\n\n", "data:  [DONE] \n\n",
                            "data: \"[DONE]\"\n\n", "data: {\"done\":true}\n\n", "event: done\ndata: {}\n\n",
                            "event: end\ndata: [DONE]\n\n", "data: <DONE>\n\n", "data: [ DONE ]\n\n"}) {
        check_whole(first + rest + end);
        check_whole(first + rest + finish("stop") + end);
    }
    check_whole(first + "data: done\n\n" + rest + done);
}

TEST_CASE("what claims to be a chunk and cannot be read is a gap") {
    for (const char* broken :
         {"data: {\"choices\":[{\"del\n\n", "data: [{\"a\":\n\n", "event: completion\ndata: {\"id\":1\n\n",
          "event: x\ndata: {\"choices\":[\n\n"}) {
        CAPTURE(broken);
        const Answer answer = read(first + broken + rest + done);
        CHECK(answer.text == "Blue light scatters.");
        CHECK(answer.error == "bad_response");
    }
}

TEST_CASE("what a stream told besides is told where no answer came") {
    CHECK(read("event: agent\ndata: {\"error\":\"the queue is full\"}\n\n").said.find("queue is full") !=
          std::string::npos);
    CHECK(read("data: Hello\n\ndata: world\n\n").said.find("Hello") != std::string::npos);
    CHECK(read("data: Hello\n\n").error == "bad_response");
}

TEST_CASE("what comes after the end says nothing about the answer, however the bytes are cut") {
    const std::string cohere = "data: {\"type\":\"message-start\"}\n\n";
    for (const std::string& behind :
         {cohere, chunk("too late"), std::string("event: error\ndata: {\"error\":\"x\"}\n\n")}) {
        const std::string body = done + behind;
        CAPTURE(body);
        for (const std::size_t piece : {std::string::npos, std::size_t{1}, std::size_t{5}}) {
            CHECK(read(body, piece).error == "empty_answer");
            CHECK(read(first + body, piece).error.empty());
        }
    }
    CHECK(read(cohere).said.find("Cohere") != std::string::npos);
    CHECK(read(cohere + done).said.find("Cohere") != std::string::npos);
}

TEST_CASE("an end that is not clean stays, whatever follows") {
    CHECK(read(first + finish("length") + finish("stop") + done).finish == "length");
    CHECK(read(first + finish("abort") + done).finish == "abort");
    CHECK(read(first + finish("max-tokens") + done).finish == "length");
    CHECK(read(first + finish("maxTokens") + "data: done\n\n").finish == "length");
    CHECK(read(first + R"(data: {"choices":[{"delta":{},"finishReason":"MAX_TOKENS"}]})"
                       "\n\n")
              .finish == "length");
    CHECK(read(first + R"(data: {"choices":[{"delta":{},"finish_reason":{"type":"stop"}}]})"
                       "\n\n")
              .finish == "stop");
    CHECK(read(finish("SPII") + done).error == "content_filter");
    CHECK(read(finish("abort") + done).said.find("abort") != std::string::npos);
    for (const char* word : {"abort", "LANGUAGE", "OTHER", "timeout", "cancelled", "Paused_Turn", "length"})
        CHECK_FALSE(is_clean_end(normalise_finish_reason(word)));
    for (const char* word :
         {"stop", "STOP", "FINISH_REASON_STOP", "end_turn", "endTurn", "eos_token", "COMPLETE"})
        CHECK(is_clean_end(normalise_finish_reason(word)));
}

TEST_CASE("of several choices one is the answer") {
    std::string body;
    for (const char* word : {"Blue ", "light ", "scatters."})
        body += chunk(word) + chunk("other", 1);
    check_whole(body + finish("stop") + done);
    check_whole(chunk("Blue light ", 1) + chunk("scatters.", 1) +
                R"(data: {"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]})"
                "\n\n");
    const std::string both = R"(data: {"choices":[{"index":1,"delta":{"content":"no"}},)"
                             R"({"index":0,"delta":{"content":"scatters."}}]})"
                             "\n\n";
    check_whole(first + both + done);
}

TEST_CASE("the text so far with every event is taken once") {
    check_whole(chunks({"Blue ", "Blue light ", "Blue light scatters."}) + done);
    check_whole(chunks({"Blue", "Blue light", "Blue light scatters", "Blue light scatters.",
                        "Blue light scatters."}) +
                done);
    check_whole(chunks({"Blue light", "Blue light scatters."}) + done);
    const std::string message =
        "data: " + dump_json(Json{{"choices", {{{"message", {{"content", "Blue light scatters."}}}}}}}) +
        "\n\n";
    check_whole(first + rest + message + done);
    check_whole(first + message + done);
    check_whole(message + done);
    const std::string sentence = "Blue light scatters more than red light does.";
    check_whole(chunks({"Blue light scatters ", "more than red ", "light does.", sentence}) + done, sentence);
    check_whole(chunks({sentence, sentence}) + done, sentence);
}

TEST_CASE("text that repeats itself stays whole") {
    check_whole(chunks({"\n", "\n", "Ha ", "Ha ", "Ha Ha ", "done"}) + done, "\n\nHa Ha Ha Ha done");
    check_whole(chunks({"Ha ", "Ha ", "Ha Ha ", "Ha Ha Ha Ha "}) + done, "Ha Ha Ha Ha Ha Ha Ha Ha ");
    check_whole(chunks({"1", "1", "."}) + done, "11.");
    check_whole(chunks({"1", "1."}) + done, "11.");
    check_whole(chunks({"no", "no", "no", "no", "no", "no", "no", "no", "no", "no", "no", "no", "!"}) + done,
                "nononononononononononono!");
    const std::string line = "----------------------------------------";
    check_whole(chunks({line, line, "x"}) + done, line + line + "x");
    check_whole(chunks({line, line}) + done, line + line);
    check_whole(chunks({"A ", "b ", "A b "}) + done, "A b A b ");
}

TEST_CASE("JSON line by line is a stream without its data fields") {
    std::string body;
    for (const std::string& event : {first, rest, finish("stop")})
        body += event.substr(6, event.size() - 7);
    check_whole(body);
}

TEST_CASE(
    "content in a form that no provider documents: what is text in it stays, and the answer has a gap") {
    const auto answer = [](const std::string& content) {
        const Answer got = read(R"(data: {"choices":[{"delta":{"content":)" + content + "}}]}\n\n" + done);
        return got.text + "|" + got.said;
    };
    CHECK(answer(R"({"type":"text","text":"Blue."})") ==
          "Blue.|The answer's content is an object, not text.");
    CHECK(answer("7") == "|The answer's content is a number, not text.");
}

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    return bytes;
}

TEST_CASE("compressed bodies are unpacked, labelled or not") {
    // Gzip
    check_whole(bytes_of(
        "1f8b08000000000002034b492c49b452a8564acec8cf4c4e2d56b28aae56cacc4b49ad50b232d0514a49cd294954b202"
        "4ae7e795a4e69528592939e594a62ae464a667942828d5d6c6d67271a5906a4471726249496a51b11e8a01d12efe7eae"
        "b15c5c00970bd96692000000"));
    // Gzip, flushed after every event
    check_whole(bytes_of(
        "1f8b08000000000000034a492c49b452a8564acec8cf4c4e2d56b28aae56cacc4b49ad50b232d0514a49cd294954b202"
        "4ae7e795a4e69528592939e594a62ae464a667942828d5d6c6d6727101000000ffff4a21d588e2e4c49292d4a2623da8"
        "0100000000ffff821810ede2efe71acbc505000000ffff0300970bd96692000000"));
    // Zlib with fixed codes
    check_whole(bytes_of(
        "78014b492c49b452a8564acec8cf4c4e2d56b28aae56cacc4b49ad50b232d0514a49cd294954b2024ae7e795a4e69528"
        "592939e594a62ae464a667942828d5d6c6d67271a5906a4471726249496a51b11e8a01d12efe7eaeb15c5c00f8102fd4"));
    // Stored blocks
    check_whole(bytes_of(
        "1f8b08000000000004030192006dff646174613a207b2263686f69636573223a5b7b22696e646578223a302c2264656c"
        "7461223a7b22636f6e74656e74223a22426c7565206c6967687420227d7d5d7d0a0a646174613a207b2263686f696365"
        "73223a5b7b22696e646578223a302c2264656c7461223a7b22636f6e74656e74223a2273636174746572732e227d7d5d"
        "7d0a0a646174613a205b444f4e455d0a0a970bd96692000000"));
    // Gzip with a name and an extra field
    check_whole(bytes_of(
        "1f8b080c00000000020302006162612e737365004b492c49b452a8564acec8cf4c4e2d56b28aae56cacc4b49ad50b232"
        "d0514a49cd294954b2024ae7e795a4e69528592939e594a62ae464a667942828d5d6c6d67271a5906a4471726249496a"
        "51b11e8a01d12efe7eaeb15c5c00970bd96692000000"));
    // Two members
    check_whole(bytes_of(
        "1f8b08000000000002034b492c49b452a8564acec8cf4c4e2d56b28aae56cacc4b49ad50b232d0514a49cd294954b202"
        "4ae7e795a4e69528592939e594a62ae464a667942828d5d6c6d67271010027447547430000001f8b0800000000000203"
        "4b492c49b452a8564acec8cf4c4e2d56b28aae56cacc4b49ad50b232d0514a49cd294954b2024ae7e795a4e695285929"
        "1527279694a41615eb29d5d6c6d67271a5800d8876f1f7738de5e20200913eb7d24f000000"));
    const Answer damaged = read(bytes_of("1f8b0800000000000003ffffffffffff"));
    CHECK(damaged.error == "bad_response");
    CHECK(damaged.said.find("compressed") != std::string::npos);
    const Answer endless = read(bytes_of("1f8b08080000000000ff") + std::string(100'000, 'n'), 1000);
    CHECK(endless.error == "bad_response");
}

/// Gzip of one letter, `count` times: a block with fixed codes (RFC 1951, 3.2.6), the letter, then "258 times
/// the one before".
std::string packed_letters(std::size_t count) {
    std::string bytes = bytes_of("1f8b0800000000000003");
    unsigned bits = 0;
    int held = 0;
    const auto put = [&](unsigned value, int width) {
        bits |= value << held;
        for (held += width; held >= 8; held -= 8, bits >>= 8U)
            bytes.push_back(static_cast<char>(bits & 0xFFU));
    };
    put(0b011, 3);       // the last block, fixed codes
    put(0b10001001, 8);  // 'a', as all codes with its first bit first
    for (std::size_t i = 0; i < count / 258; ++i)
        put(0b00000'10100011, 13);
    put(0, 14);  // its end, and the bits that are left
    return bytes;
}

TEST_CASE("a body that unpacks to more than a response may hold is refused on the way") {
    for (const std::size_t letters : {ContentCoding::max_bytes, ContentCoding::max_bytes * 4}) {
        CAPTURE(letters);
        const std::string packed = packed_letters(letters);
        ContentCoding coding;
        std::size_t made = 0;
        for (std::size_t at = 0; at < packed.size() && !coding.error(); at += 4096)
            made += coding.take(std::string_view(packed).substr(at, 4096)).size();
        CHECK(made <= ContentCoding::max_bytes + 258);  // the longest copy
        CHECK(made >= ContentCoding::max_bytes - 258);
        CHECK(coding.error().has_value() == (letters > ContentCoding::max_bytes));
        if (coding.error()) CHECK(coding.error()->kind == ErrorKind::event_too_large);
    }
}

Answer read_coded(int status, const std::string& coding, const std::string& type, const std::string& body) {
    ChatResponse response;
    response.on_head({status, {{"content-type", type}, {"content-encoding", coding}}});
    ChatDelta added;
    response.on_bytes(body, added);
    response.on_end(added);
    Answer answer{added.text, {}, {}, {}, {}};
    if (response.error()) {
        answer.error = error_name(response.error()->kind);
        answer.said = describe(*response.error());
    }
    return answer;
}

TEST_CASE(
    "a body in a coding that is not read is named, and the label of a body that is already plain ignored") {
    const std::string brotli = bytes_of("8b058064617461207b7dff00a1c3");
    const std::string zstd = bytes_of("28b52ffd0458a10000") + "data";
    for (const char* type : {"text/event-stream", "application/json"}) {
        CAPTURE(type);
        const Answer answer = read_coded(200, "BR", type, brotli);
        CHECK(answer.error == "bad_response");
        CHECK(answer.said.find("compressed the response with br,") != std::string::npos);
        CHECK(read_coded(200, "", type, zstd).said.find("with zstd,") != std::string::npos);
        CHECK(read_coded(200, "br", type, first + rest + done).text == "Blue light scatters.");
    }
    const Answer limited = read_coded(429, "br", "application/json", brotli);
    CHECK(limited.error == "rate_limited");
    CHECK(limited.said == read_coded(429, "", "application/json", "").said);
    CHECK(read_coded(429, "br", "application/json", R"({"error":{"message":"Slow down."}})")
              .said.find("Slow down.") != std::string::npos);
}

}  // namespace
}  // namespace moa::wire
