// Keys to servers in one's own network over http: they go out after a yes for the address, which is kept.
#include <doctest/doctest.h>

#include "session/kept_setup.hpp"
#include "unit/screen/screen_desk.hpp"

using namespace moa;

namespace {

constexpr std::string_view box = "http://192.168.1.5:11434/v1";

struct HttpDesk : test::ScreenDesk {
    HttpDesk() { screens.open("providers"); }
    bool may_go(std::string_view url = box) { return workspace.access().keys().may_go_to(url); }
};

}  // namespace

TEST_CASE("an address in one's own network has a box for keys over http, and no other has") {
    HttpDesk desk;
    CHECK(desk.find("allow-http ollama") == nullptr);
    desk.act("base-url ollama", box);
    CHECK(desk.item("allow-http ollama").value.empty());
    CHECK(desk.item("allow-http ollama").help.find("http://192.168.1.5:11434") != std::string::npos);
    desk.act("base-url ollama", "https://192.168.1.5:11434/v1");
    CHECK(desk.find("allow-http ollama") == nullptr);
}

TEST_CASE("without the yes a key is refused, nothing is sent, and the box is where to go") {
    HttpDesk desk;
    desk.act("base-url ollama", box);
    desk.type_key("ollama", "sk-0123456789");
    CHECK(desk.network.calls.empty());
    desk.act("save");
    CHECK(desk.shown().error.find("unencrypted") != std::string::npos);
    CHECK(desk.shown().error.find("sk-0123456789") == std::string::npos);
    CHECK(desk.shown().focus == "allow-http ollama");
    CHECK_FALSE(desk.workspace.access().has_key("ollama"));
    // Without a key nothing is asked.
    desk.act("key ollama", "");
    desk.act("save");
    CHECK(desk.screens.shown() == nullptr);
    CHECK_FALSE(desk.may_go());
}

TEST_CASE("with the yes the key goes to this origin, and the yes is kept with the address") {
    HttpDesk desk;
    desk.act("base-url ollama", box);
    desk.act("key ollama", "sk-0123456789");
    desk.act("allow-http ollama", "true");
    desk.screens.commit("allow-http ollama");
    REQUIRE(desk.network.calls.size() == 1);
    REQUIRE(desk.network.calls[0].authorization);
    CHECK(desk.network.calls[0].authorization->second == "Bearer sk-0123456789");
    CHECK_FALSE(desk.may_go());  // not before it is saved
    const std::uint64_t before = desk.workspace.configuration().revision();
    desk.act("save");
    REQUIRE(desk.screens.shown() == nullptr);
    CHECK(desk.may_go());
    CHECK(desk.workspace.configuration().revision() > before);
    CHECK_FALSE(desk.may_go("http://192.168.1.6:11434/v1"));
    CHECK(desk.workspace.access().has_key("ollama"));

    const std::string text = session::write_kept_setup(desk.workspace);
    CHECK(text.find("sk-0123456789") == std::string::npos);
    HttpDesk later;
    REQUIRE_FALSE(session::use_kept_setup(later.workspace, text));
    CHECK(later.may_go());
    CHECK_FALSE(later.may_go("http://192.168.1.6:11434/v1"));
    later.screens.open("providers");
    CHECK(later.item("allow-http ollama").value == "true");

    // Taken back, and the key stays where it is, unused.
    later.act("allow-http ollama", "");
    later.act("save");
    CHECK_FALSE(later.may_go());
    CHECK(session::write_kept_setup(later.workspace).find("http_keys") == std::string::npos);
}

TEST_CASE("a kept yes for an address that can have none is passed over") {
    HttpDesk desk;
    REQUIRE_FALSE(session::use_kept_setup(
        desk.workspace,
        R"({"format":"moa-setup/1","provider":"simulated","shape":"moa-lite","http_keys":["http://models.example",3,"https://a.example"]})"));
    CHECK(desk.workspace.access().keys().http_origins().empty());
}
