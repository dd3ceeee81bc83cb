// A key that a provider streams back in its answer, cut over several events.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/session/desk.hpp"
#include "unit/session/memory_store.hpp"

using namespace moa;

namespace {

const std::string key = "sk-canary-7f3a9c2e5b1d";

std::string event_of(const std::string& member, const std::string& text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"" + member + "\":\"" + text + "\"}}]}\n\n";
}

std::vector<std::string> pieces_of(const std::string& text, std::size_t size) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size(); at += size)
        pieces.push_back(text.substr(at, size));
    return pieces;
}

struct KeyDesk : test::Desk {
    test::MemoryStore& store;

    explicit KeyDesk(test::MemoryStore& kept) : Desk(1'700'000'000'000, &kept), store(kept) {
        use_models({{"a"}, {"final"}});
        REQUIRE_FALSE(workspace.access().set_key("custom", key));
        ask("Which key is this?");
    }
    void begin() {
        network.receiver->on_head(network.calls[0].id, {200, {{"content-type", "text/event-stream"}}});
    }
    void send(const std::string& member, const std::string& text) {
        network.receiver->on_bytes(network.calls[0].id, event_of(member, text));
    }
    void end() {
        network.receiver->on_bytes(network.calls[0].id,
                                   std::string(test::finish_event("stop")) + test::done_event);
        network.receiver->on_end(network.calls[0].id, {});
    }
    std::string log() const { return store.kept.begin()->second.logs.front(); }
};

}  // namespace

TEST_CASE("a key in an answer is taken out wherever the stream cuts it, and nothing else is") {
    for (const std::string& form : {key, std::string(key.rbegin(), key.rend())}) {
        for (std::size_t size = 1; size <= form.size() + 2; ++size) {
            CAPTURE(size);
            test::MemoryStore store;
            KeyDesk desk(store);
            desk.begin();
            for (const char* member : {"reasoning_content", "content"}) {
                for (const std::string& piece : pieces_of("Yours is " + form + ", or sk-canary, or", size))
                    desk.send(member, piece);
            }
            desk.end();
            const run::Node& node = desk.workspace.shown().layers[0][0];
            CHECK(node.text == "Yours is [key], or sk-canary, or");
            CHECK(node.reasoning == "Yours is [key], or sk-canary, or");
            CHECK(node.state == run::NodeState::done);
            CHECK(desk.log().find(form) == std::string::npos);
        }
    }
}

TEST_CASE("a question that holds a key is not asked, and stays to be mended") {
    test::MemoryStore store;
    test::Desk desk(1'700'000'000'000, &store);
    desk.use_models({{"a"}, {"final"}});
    REQUIRE_FALSE(desk.workspace.access().set_key("custom", key));
    const std::string question = "Is " + key + " still valid?";
    desk.workspace.conversation().set_draft(question);
    const auto error = desk.workspace.run();
    REQUIRE(error);
    CHECK(error->message.find(key) == std::string::npos);
    CHECK(desk.workspace.conversation().draft() == question);
    CHECK(desk.network.calls.empty());
    CHECK(store.kept.empty());
    REQUIRE_FALSE(desk.workspace.conversation().attach("notes.txt", question));
    desk.workspace.conversation().set_draft("What is in the file?");
    CHECK(desk.workspace.run());
    desk.workspace.conversation().remove_attachments();
    CHECK_FALSE(desk.workspace.run());
}

TEST_CASE("what has begun like the key is there when a stream breaks off or is stopped") {
    test::MemoryStore store;
    KeyDesk desk(store);
    desk.begin();
    desk.send("content", "It begins with sk-can");
    CHECK(desk.workspace.shown().layers[0][0].text == "It begins with ");
    desk.workspace.conversation().stop();
    CHECK(desk.workspace.shown().layers[0][0].text == "It begins with sk-can");
}
