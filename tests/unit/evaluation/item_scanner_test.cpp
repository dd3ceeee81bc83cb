// Files of many JSON values, in pieces of any size.
#include "evaluation/item_scanner.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace moa;
using evaluation::Item;
using evaluation::ItemScanner;

namespace {

struct Scanned {
    std::vector<Item> items;
    std::optional<Error> error;
};

Scanned scan(std::string_view text, std::size_t piece) {
    Scanned scanned;
    ItemScanner scanner;
    const auto take = [&](Item item) { scanned.items.push_back(std::move(item)); };
    for (std::size_t at = 0; at < text.size() && !scanned.error; at += piece)
        scanned.error = scanner.feed(text.substr(at, piece), take);
    if (!scanned.error) scanned.error = scanner.finish(take);
    return scanned;
}

std::vector<std::string> texts(std::string_view text) {
    const Scanned whole = scan(text, text.size() + 1);
    REQUIRE_FALSE(whole.error);
    std::vector<std::string> found;
    for (const Item& item : whole.items) {
        found.push_back(item.text);
        CHECK(text.substr(static_cast<std::size_t>(item.at), item.text.size()) == item.text);
        CHECK(item.line ==
              1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(item.at), '\n'));
    }
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}}) {
        const Scanned cut = scan(text, piece);
        REQUIRE(cut.items.size() == whole.items.size());
        for (std::size_t i = 0; i < cut.items.size(); ++i) {
            CHECK(cut.items[i].text == whole.items[i].text);
            CHECK(cut.items[i].at == whole.items[i].at);
        }
    }
    return found;
}

}  // namespace

TEST_CASE("JSON Lines: a value a line, blank ones passed over, the last one without its line feed") {
    CHECK(texts("{\"a\": 1}\n\n  {\"b\": \"x\\\"y\"}\r\n[3]") ==
          std::vector<std::string>{"{\"a\": 1}", "{\"b\": \"x\\\"y\"}", "[3]"});
    CHECK(texts("").empty());
    CHECK(texts("\n \n").empty());
    CHECK(texts("\xEF\xBB\xBF{\"a\": 1}\n") == std::vector<std::string>{"{\"a\": 1}"});
}

TEST_CASE("an array: its values, whatever stands in them") {
    CHECK(texts("[\n {\"a\": \"] , } \\\\\"},{\"b\": [1, {\"c\": []}]} , 5, \"x,]\", true\n]\n") ==
          std::vector<std::string>{"{\"a\": \"] , } \\\\\"}", "{\"b\": [1, {\"c\": []}]}", "5", "\"x,]\"",
                                   "true"});
    CHECK(texts("[]").empty());
}

TEST_CASE("an array that is cut off, or goes on behind its end, is an error") {
    CHECK(scan("[{\"a\": 1}", 4).error);
    CHECK(scan("[{\"a\": 1},\n{\"b\"", 4).error);
    const Scanned more = scan("[1]\n[2]", 4);
    REQUIRE(more.error);
    CHECK(more.error->message.find("line 2") != std::string::npos);
    CHECK(scan("[1 2]", 4).items.size() == 1);
    CHECK(scan("[{} {}]", 4).error);
}
