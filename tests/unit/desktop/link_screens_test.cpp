// The window's screens for links and files: a link is made once it is asked for, and what came by one is
// shown before anything becomes of it.
#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "native/desktop/make_link_screen.hpp"
#include "native/desktop/open_screen.hpp"
#include "native/platform/link_text.hpp"

namespace {

using namespace moa;

constexpr std::string_view passphrase = "correct horse battery";

bool has_item(const screen::Screen& screen, std::string_view name) {
    for (const screen::Section& section : screen.sections) {
        for (const screen::Item& item : section.items) {
            if (item.name == name) return true;
        }
    }
    return false;
}

std::string value_of(const screen::Screen& screen, std::string_view name) {
    for (const screen::Section& section : screen.sections) {
        for (const screen::Item& item : section.items) {
            if (item.name == name) return item.value;
        }
    }
    return {};
}

struct Maker {
    std::string copied;
    std::string page;
    screen::ShellActs acts;
    desktop::MakeLinkScreen screen;

    explicit Maker(std::string text) : acts(copying()), screen(acts, page, std::move(text)) {}
    screen::ShellActs copying() {
        screen::ShellActs made;
        made.copy = [this](const std::string& text) { copied = text; };
        return made;
    }
};

struct Opener {
    std::string file;
    std::string linked;
    std::optional<Error> error;
    desktop::OpenScreen screen{{[this](const std::string& path) {
                                    file = path;
                                    return error;
                                },
                                [this](std::string text) {
                                    linked = std::move(text);
                                    return error;
                                }}};

    screen::Outcome open(std::string_view typed) {
        screen.act("typed", typed);
        return screen.act("open", {});
    }
};

}  // namespace

TEST_CASE("make link: it is copied, behind the address of a page where there is one") {
    Maker at("a recipe");
    CHECK_FALSE(has_item(at.screen.show(), "made"));
    at.screen.act("copy", {});
    CHECK(at.copied.starts_with("#1."));
    CHECK(value_of(at.screen.show(), "made") == at.copied);
    at.screen.act("page", "https://moa.example.org/app/#old");
    CHECK_FALSE(has_item(at.screen.show(), "made"));  // that was another link
    at.screen.act("copy", {});
    CHECK(at.copied.starts_with("https://moa.example.org/app/#1."));
    CHECK(native::read_link_fragment(native::link_fragment(at.copied), {}).value() == "a recipe");
    at.copied.clear();
    at.screen.act("page", "moa.example.org");
    at.screen.act("copy", {});
    CHECK(at.copied.empty());
    CHECK_FALSE(at.screen.show().error.empty());
}

TEST_CASE("make link: under a passphrase that is good enough, and that is forgotten with the screen") {
    Maker at("a recipe");
    at.screen.act("protect", "true");
    at.screen.act("passphrase", "short");
    at.screen.act("copy", {});
    CHECK(at.copied.empty());
    CHECK_FALSE(at.screen.show().error.empty());
    at.screen.act("passphrase", passphrase);
    at.screen.act("copy", {});
    CHECK(native::read_link_fragment(native::link_fragment(at.copied), passphrase).value() == "a recipe");
    CHECK(at.copied.find(passphrase) == std::string::npos);
    at.screen.act("suggest", {});
    CHECK(value_of(at.screen.show(), "passphrase").size() == 19);
    at.screen.close();
    CHECK(value_of(at.screen.show(), "passphrase").empty());
}

TEST_CASE("make link: what is too large has a sentence and no button") {
    Maker at(std::string((1U << 20U) + 1, 'a'));
    const screen::Screen shown = at.screen.show();
    CHECK(shown.error.find("file instead") != std::string::npos);
    CHECK(shown.buttons.size() == 1);
    at.screen.act("copy", {});
    CHECK(at.copied.empty());
}

TEST_CASE("open: a path is a file, a link is shown, and what is neither is told") {
    Opener at;
    CHECK_FALSE(at.open("  ").closes);
    CHECK_FALSE(at.screen.show().error.empty());
    CHECK(at.open(" /tmp/run.jsonl ").closes);
    CHECK(at.file == "/tmp/run.jsonl");
    at.error = invalid_input("No such file.");
    CHECK_FALSE(at.open("/tmp/none").closes);
    CHECK(at.screen.show().error == "No such file.");

    at.error.reset();
    at.file.clear();
    const std::string link = "https://moa.example.org/#" + native::make_link_fragment("a run", {}).value();
    const screen::Outcome outcome = at.open(link);
    CHECK(outcome.closes);
    CHECK(outcome.opens == "shared");
    CHECK(at.linked == "a run");
    CHECK(at.file.empty());
    CHECK_FALSE(at.open(link.substr(0, link.size() - 3)).closes);
    CHECK(at.screen.show().error.find("damaged") != std::string::npos);
}

TEST_CASE("open: a protected link asks for its passphrase, and tells where it is another one") {
    Opener at;
    const std::string link = "#" + native::make_link_fragment("a run", passphrase).value();
    at.screen.act("typed", "#1.AAAA");
    CHECK_FALSE(has_item(at.screen.show(), "passphrase"));
    CHECK_FALSE(at.open(link).closes);
    CHECK(at.screen.show().focus == "passphrase");
    at.screen.act("passphrase", "another passphrase");
    CHECK_FALSE(at.screen.act("open", {}).closes);
    CHECK(at.screen.show().error.find("does not open") != std::string::npos);
    CHECK(at.linked.empty());
    at.screen.act("passphrase", passphrase);
    CHECK(at.screen.act("open", {}).opens == "shared");
    CHECK(at.linked == "a run");
}
