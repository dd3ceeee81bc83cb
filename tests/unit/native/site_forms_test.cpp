// In which form a static site sends a file that lies packed beside itself.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>
#include <utility>
#include <vector>

#include "packed_site.hpp"

using namespace moa::test;

namespace fs = std::filesystem;

namespace {

std::string coding_for(const RunningSite& site, const std::string& accepted, const std::string& file) {
    return value_of(site.ask("GET " + file, accepting(accepted)), "Content-Encoding");
}

}  // namespace

TEST_CASE("site forms: the client's weights choose, and then the size") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"", ""},
        {"br", "br"},
        {"gzip", "gzip"},
        {"gzip, deflate, br, zstd", "br"},
        {"BR;Q=1", "br"},
        {",, br ; q=1 ,,", "br"},
        {"br;q=0", ""},
        {"br;q=0, gzip", "gzip"},
        {"br; q=0.000, gzip;q=0.001", "gzip"},
        {"br;q=0.5, gzip;q=0.8", "gzip"},
        {"br;q=0.8, gzip;q=0.8", "br"},
        {"*", "br"},
        {"br;q=0, *", "gzip"},
        {"*;q=0, gzip", "gzip"},
        {"gzip;q=0.2, *;q=0.1", "gzip"},
        {"identity", ""},
        {"identity, br;q=0.9", ""},
        {"identity;q=0.5, br;q=0.5", "br"},
        {"identity;q=0, gzip;q=0.1", "gzip"},
        {"gzip;q=0.001", "gzip"},
        {"deflate", ""},
        {"brotli, xgzip", ""},
        // What is no weight does not count as one.
        {"br;q=2", ""},
        {"br;q=1.001", ""},
        {"br;q=0.1234", ""},
        {"br;q=-1", ""},
        {"br;q=, gzip", "gzip"},
        {"br;level=3, gzip;q=0.1", "gzip"},
    };
    for (const auto& each : cases) {
        const std::string& accepted = each.first;
        const std::string& coding = each.second;
        CAPTURE(accepted);
        const Answer answer = site.ask("GET /main.js", accepting(accepted));
        CHECK(answer.status == 200);
        CHECK(value_of(answer, "Content-Encoding") == coding);
        const std::string& sent = coding.empty() ? script : coding == "br" ? brotli : gzip;
        CHECK(answer.body == sent);
        CHECK(answer.says("Content-Length: " + std::to_string(sent.size())));
        CHECK(answer.says("Content-Type: text/javascript; charset=utf-8"));
        CHECK(answer.says("Vary: Accept-Encoding"));
        const Answer head = site.ask("HEAD /main.js", accepting(accepted));
        CHECK(head.head == answer.head);
        CHECK(head.body.empty());
    }
    CHECK(value_of(site.ask("GET /main.js"), "Content-Encoding").empty());
    CHECK(site.ask("GET /main.js").says("Vary: Accept-Encoding"));
}

TEST_CASE("site forms: the smaller one wins a draw, and brotli where they are the same") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    folder.write("site/main.js.gz", "g");
    CHECK(coding_for(site, "br, gzip", "/main.js") == "gzip");
    folder.write("site/main.js.gz", brotli);
    CHECK(coding_for(site, "gzip, br", "/main.js") == "br");
    folder.write("site/main.js.br", script + script);
    folder.write("site/main.js.gz", script + script);
    CHECK(coding_for(site, "*", "/main.js").empty());
}

TEST_CASE("site forms: what the client takes none of is not sent") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    for (const std::string accepted : {"identity;q=0", "*;q=0", "br;q=0, gzip;q=0, identity;q=0"}) {
        CAPTURE(accepted);
        const Answer answer = site.ask("GET /main.js", accepting(accepted));
        CHECK(answer.status == 406);
        CHECK(answer.says("Vary: Accept-Encoding"));
        CHECK(answer.body.find(script) == std::string::npos);
    }
    CHECK(site.ask("GET /sub/", accepting("br, identity;q=0")).status == 406);
    CHECK(site.ask("GET /missing", accepting("*;q=0")).status == 404);
}

TEST_CASE("site forms: a copy that is not the file's, or not the site's, is not sent") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    const fs::path copy = folder.root() / "main.js.br";
    folder.set_age("main.js.br", 10);
    folder.set_age("main.js", 9);
    CHECK(coding_for(site, "br", "/main.js").empty());
    folder.set_age("main.js.br", 8);
    CHECK(coding_for(site, "br", "/main.js") == "br");
    fs::remove(copy);
    CHECK(coding_for(site, "br", "/main.js").empty());
    CHECK(coding_for(site, "br, gzip", "/main.js") == "gzip");

    for (const std::string target : {"secret.txt", "site/.env", "nowhere"}) {
        CAPTURE(target);
        fs::remove(copy);
        fs::create_symlink(folder.root().parent_path() / target, copy);
        const Answer answer = site.ask("GET /main.js", accepting("br"));
        CHECK(value_of(answer, "Content-Encoding").empty());
        CHECK(answer.body == script);
    }
    fs::remove(copy);
    REQUIRE(::mkfifo(copy.c_str(), 0600) == 0);
    CHECK(coding_for(site, "br", "/main.js").empty());
    fs::remove(copy);
    fs::create_directory(copy);
    folder.write("site/main.js.br/index.html", "folder");
    CHECK(coding_for(site, "br", "/main.js").empty());
}

TEST_CASE("site forms: packed copies are found beside a folder's page, too") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    folder.write("site/index.html.br", brotli);
    folder.write("site/sub/index.html.gz", gzip);
    const Answer answer = site.ask("GET /", accepting("br"));
    CHECK(answer.body == brotli);
    CHECK(answer.says("Content-Type: text/html; charset=utf-8"));
    CHECK(site.ask("GET /sub/", accepting("gzip")).body == gzip);
}

TEST_CASE("site forms: a packed copy asked for by its own name is bytes") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    for (const std::string name : {"main.js.br", "main.js.gz"}) {
        CAPTURE(name);
        const Answer answer = site.ask("GET /" + name, accepting("gzip, br"));
        CHECK(answer.status == 200);
        CHECK(answer.says("Content-Type: application/octet-stream"));
        CHECK(value_of(answer, "Content-Encoding").empty());
        CHECK(answer.body == (name.ends_with("br") ? brotli : gzip));
    }
    // Without the file, there is no copy of it.
    folder.write("site/alone.js.br", brotli);
    CHECK(site.ask("GET /alone.js", accepting("br")).status == 404);
}

TEST_CASE("site forms: no name of a copy leads out of the folder") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    folder.write("secret.txt.br", "secret");
    folder.write("site.br", "secret");
    folder.write("site/.env.br", "secret");
    for (const std::string target :
         {"/../secret.txt", "/../secret.txt.br", "/sub/../../secret.txt.br", "/..%2fsecret.txt.br",
          "/%2e%2e/site.br", "/.env", "/.env.br", "/link.txt", "/main.js.br/../../secret.txt.br"}) {
        CAPTURE(target);
        const Answer answer = site.ask("GET " + target, accepting("br, gzip"));
        CHECK(answer.status == 404);
        CHECK(answer.body.find("secret") == std::string::npos);
    }
    CHECK(coding_for(site, "br", "/").empty());
}

TEST_CASE("site forms: a range is one of the form that is named") {
    const PackedFolder folder;
    const RunningSite site(folder.root());
    const std::string packed = accepting("br");
    const Answer part = site.ask("GET /main.js", packed + "Range: bytes=10-99\r\n");
    CHECK(part.status == 206);
    CHECK(part.says("Content-Encoding: br"));
    CHECK(part.says("Content-Range: bytes 10-29/30"));
    CHECK(part.body == brotli.substr(10));
    const Answer plain = site.ask("GET /main.js", "Range: bytes=10-99\r\n");
    CHECK(plain.says("Content-Range: bytes 10-99/1000"));
    CHECK(value_of(plain, "Content-Encoding").empty());
    // The rest of one form is not appended to the beginning of another.
    const std::string tag = value_of(plain, "ETag");
    const Answer other = site.ask("GET /main.js", packed + "Range: bytes=10-\r\nIf-Range: " + tag + "\r\n");
    CHECK(other.status == 200);
    CHECK(other.body == brotli);
}
