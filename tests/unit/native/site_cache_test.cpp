// What browsers may keep of a static site, and for how long.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "packed_site.hpp"

using namespace moa::test;

namespace fs = std::filesystem;

namespace {

constexpr std::string_view forever = "Cache-Control: public, max-age=31536000, immutable";
constexpr std::string_view ask_again = "Cache-Control: no-cache";

}  // namespace

TEST_CASE("site cache: each form has a tag of its own") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    // Even copies of the same size and time.
    folder.write("site/main.js.br", gzip);
    const auto now = fs::file_time_type::clock::now();
    for (const std::string name : {"main.js", "main.js.br", "main.js.gz"})
        fs::last_write_time(folder.root() / name, now);
    std::vector<std::string> tags;
    for (const std::string coding : {"identity", "br", "gzip"}) {
        tags.push_back(value_of(site.ask("GET /main.js", accepting(coding)), "ETag"));
        CHECK(tags.back().starts_with('"'));
    }
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const std::string accepted = accepting(std::vector<std::string>{"identity", "br", "gzip"}[i]);
        for (std::size_t k = 0; k < tags.size(); ++k) {
            CAPTURE(tags[k]);
            const Answer answer = site.ask("GET /main.js", accepted + "If-None-Match: " + tags[k] + "\r\n");
            CHECK(answer.status == (i == k ? 304 : 200));
        }
        for (const std::string& known : {"\"other\", " + tags[i], "W/" + tags[i], std::string("*")}) {
            CAPTURE(known);
            const std::string lines = accepted + "If-None-Match: " + known + "\r\n";
            const Answer answer = site.ask("GET /main.js", lines);
            CHECK(answer.status == 304);
            CHECK(answer.body.empty());
            CHECK(answer.says("ETag: " + tags[i]));
            CHECK(answer.says("Vary: Accept-Encoding"));
            CHECK(answer.says(ask_again));
            CHECK(site.ask("HEAD /main.js", lines).status == 304);
        }
    }
    folder.write("site/main.js", script + "y");
    CHECK(site.ask("GET /main.js", "If-None-Match: " + tags[0] + "\r\n").status == 200);
}

TEST_CASE("site cache: only the version that the page names is kept without asking again") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    for (const std::string accepted : {"identity", "br"}) {
        const std::string lines = accepting(accepted);
        const Answer answer = site.ask("GET /main.js?v=0a1b", lines);
        CHECK(answer.status == 200);
        CHECK(answer.says(forever));
        CHECK_FALSE(answer.says(ask_again));
        CHECK(site.ask("HEAD /main.js?v=0a1b", lines).says(forever));
        const std::string known = lines + "If-None-Match: " + value_of(answer, "ETag") + "\r\n";
        CHECK(site.ask("GET /main.js?v=0a1b", known).status == 304);
        CHECK(site.ask("GET /main.js?v=0a1b", known).says(forever));
        for (const std::string target :
             {"/main.js", "/main.js?", "/main.js?v=", "/main.js?v=0a1c", "/main.js?v=0a1", "/main.js?v=0a1b0",
              "/main.js?w=0a1b", "/main.js?v=0a1b&x=1", "/main.js?x=1&v=0a1b", "/main.js?v=0a1b\"",
              "/main.js.br?v=0a1b", "/index.html?v=0a1b", "/?v=0a1b", "/"}) {
            CAPTURE(target);
            const Answer other = site.ask("GET " + target, lines);
            CHECK(other.status == 200);
            CHECK(other.says(ask_again));
            CHECK_FALSE(other.says(forever));
        }
    }
    CHECK(site.ask("GET /style.css?v=0a1b").status == 404);
    CHECK_FALSE(site.ask("GET /style.css?v=0a1b").says(forever));
}

TEST_CASE("site cache: a version counts for what was there when the page named it") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    const auto keeps = [&](const std::string& target) { return site.ask("GET " + target).says(forever); };
    folder.set_age("main.js", 4);
    CHECK_FALSE(keeps("/main.js?v=0a1b"));
    folder.set_age("main.js", 5 + 1);
    CHECK(keeps("/main.js?v=0a1b"));
    // Pages of other folders do not count, but a folder's own does.
    folder.write("site/sub/main.js", script);
    folder.set_age("sub/main.js", 20);
    CHECK_FALSE(keeps("/sub/main.js?v=0a1b"));
    folder.write("site/sub/index.html", "<script src=\"main.js?v=77\"></script>");
    CHECK(keeps("/sub/main.js?v=77"));
    CHECK_FALSE(keeps("/main.js?v=77"));
    // A page that was not built has no version, only the place for one.
    folder.write("site/index.html", "<script src=\"main.js?v=@version@\"></script>");
    CHECK_FALSE(keeps("/main.js?v=@version@"));
    fs::remove(folder.root() / "index.html");
    CHECK_FALSE(keeps("/main.js?v=0a1b"));
}

TEST_CASE("site cache: what the folder says of its files is not contradicted") {
    const PackedFolder folder;
    folder.write("site/_headers", "/*\n  Cache-Control: no-store\n");
    const RunningSite site(folder.root());
    for (const std::string target : {"/main.js?v=0a1b", "/"}) {
        const Answer answer = site.ask("GET " + target);
        CHECK(answer.says("Cache-Control: no-store"));
        CHECK_FALSE(answer.says(ask_again));
        CHECK_FALSE(answer.says(forever));
    }
}
