#include "native/server/static_site.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <memory>
#include <vector>

#include "native/server/site_files.hpp"
#include "native/server/site_headers.hpp"
#include "site_server.hpp"

using namespace moa::server;
using moa::test::Answer;
using moa::test::RawClient;
using moa::test::RunningSite;
using moa::test::SiteFolder;

namespace fs = std::filesystem;

TEST_CASE("static site: files are found inside the folder only") {
    const SiteFolder folder;
    const fs::path root = folder.root();
    CHECK(find_site_file(root, "/")->filename() == "index.html");
    CHECK(find_site_file(root, "/index.html"));
    CHECK(find_site_file(root, "/sub/")->parent_path().filename() == "sub");
    CHECK(find_site_file(root, "/sub/../index.html"));
    CHECK_FALSE(find_site_file(root, "/missing"));
    CHECK_FALSE(find_site_file(root, ""));
    CHECK_FALSE(find_site_file(root, "index.html"));
    CHECK_FALSE(find_site_file(root, "/../secret.txt"));
    CHECK_FALSE(find_site_file(root, "/sub/../../secret.txt"));
    CHECK_FALSE(find_site_file(root, "//etc/passwd"));
    CHECK_FALSE(find_site_file(root, "/..\\secret.txt"));
    CHECK_FALSE(find_site_file(root, "/link.txt"));
    CHECK_FALSE(find_site_file(root, std::string_view("/index.html\0.png", 16)));
}

TEST_CASE("static site: what is hidden, or no regular file, is not served") {
    const SiteFolder folder;
    const fs::path root = folder.root();
    CHECK_FALSE(find_site_file(root, "/.env"));
    CHECK_FALSE(find_site_file(root, "/.git/config"));
    CHECK_FALSE(find_site_file(root, "/sub/../.git/config"));
    CHECK_FALSE(find_site_file(root, "/environment.txt"));
    REQUIRE(::mkfifo((root / "pipe").c_str(), 0600) == 0);
    CHECK_FALSE(find_site_file(root, "/pipe"));
    // The folder itself may lie in a hidden one.
    fs::create_directories(root / ".cache" / "site");
    folder.write("site/.cache/site/index.html", "built");
    CHECK(find_site_file(root / ".cache" / "site", "/"));
}

TEST_CASE("static site: the path of a target") {
    CHECK(path_of_target("/a%20b?c=d") == "/a b");
    CHECK(path_of_target("/%2e%2e/x") == "/../x");
    CHECK_FALSE(path_of_target("/%zz"));
    CHECK_FALSE(path_of_target("/%2"));
    CHECK_FALSE(path_of_target("http://127.0.0.1/"));
    CHECK_FALSE(path_of_target("*"));
    CHECK_FALSE(path_of_target(""));
    CHECK(query_of_target("/a?c=%20?d") == "c=%20?d");
    CHECK(query_of_target("/a?").empty());
    CHECK(query_of_target("/a").empty());
}

TEST_CASE("static site: types") {
    CHECK(mime_type("a.wasm") == "application/wasm");
    CHECK(mime_type("a.JS") == "text/javascript; charset=utf-8");
    CHECK(mime_type("a.woff2") == "font/woff2");
    CHECK(mime_type("a") == "application/octet-stream");
}

TEST_CASE("static site: a range never leaves its file") {
    struct Case {
        std::string_view header;
        std::uint64_t size;
        RangeVerdict verdict;
        FilePart part;
    };
    const auto whole = RangeVerdict::whole;
    const auto part = RangeVerdict::part;
    const auto outside = RangeVerdict::outside;
    const std::vector<Case> cases = {
        {"", 4, whole, {0, 4}},
        {"bytes=0-3", 4, part, {0, 4}},
        {"bytes=1-2", 4, part, {1, 2}},
        {"bytes=0-100000", 4, part, {0, 4}},
        {"bytes=3-", 4, part, {3, 1}},
        {"bytes=4-", 4, outside, {}},
        {"bytes=100-200", 4, outside, {}},
        {"bytes=-2", 4, part, {2, 2}},
        {"bytes=-100000", 4, part, {0, 4}},
        {"bytes=-0", 4, outside, {}},
        {"bytes=0-0", 0, outside, {}},
        {"bytes=-5", 0, outside, {}},
        {"bytes=3-1", 4, whole, {0, 4}},
        {"bytes=0-1,2-3", 4, whole, {0, 4}},
        {"bytes=0-1,0-100000", 4, whole, {0, 4}},
        {"bytes=-1-3", 4, whole, {0, 4}},
        {"bytes=--3", 4, whole, {0, 4}},
        {"bytes=-", 4, whole, {0, 4}},
        {"bytes=", 4, whole, {0, 4}},
        {"bytes=a-b", 4, whole, {0, 4}},
        {"lines=0-1", 4, whole, {0, 4}},
        {"bytes=0-18446744073709551615", 4, part, {0, 4}},
        {"bytes=1-99999999999999999999999999", 4, part, {1, 3}},
        {"bytes=18446744073709551615-18446744073709551615", 4, outside, {}},
        {"bytes=99999999999999999999999999-", 4, outside, {}},
        {"bytes=-99999999999999999999999999", 4, part, {0, 4}},
    };
    for (const Case& each : cases) {
        CAPTURE(each.header);
        FilePart found;
        const RangeVerdict verdict = read_range(each.header, each.size, found);
        CHECK(verdict == each.verdict);
        if (each.verdict != outside) CHECK(found == each.part);
        if (verdict == part) CHECK(found.offset + found.length <= each.size);
    }
}

TEST_CASE("static site: with any range, what is sent is the file's own bytes") {
    const SiteFolder folder;
    std::string large;
    for (int i = 0; i < 60000; ++i)
        large += std::to_string(i % 97) + ",";
    folder.write("site/large.txt", large);
    folder.write("site/small.txt", "tiny");
    folder.write("site/empty.txt", "");
    const RunningSite site(folder.root());
    // Something to be found, were it memory that is sent.
    for (int i = 0; i < 8; ++i)
        (void)site.ask("GET /small.txt?" + std::string(200, 's'),
                       "Cookie: " + std::string(4000, 'k') + "\r\n");
    const std::vector<std::pair<std::string, std::string>> files = {
        {"/large.txt", large}, {"/small.txt", "tiny"}, {"/empty.txt", ""}, {"/missing.txt", "Not found.\n"}};
    for (const auto& file : files) {
        const std::string& name = file.first;
        const std::string& content = file.second;
        for (const std::string range :
             {"0-", "0-3", "0-100000", "2-99999999", "4-400000", "299999-4000000", "-1", "-100000", "-0",
              "18446744073709551614-18446744073709551615", "0-1,3-100000", "5-2", "0-0,0-0,0-0"}) {
            CAPTURE(name);
            CAPTURE(range);
            const Answer answer = site.ask("GET " + name, "Range: bytes=" + range + "\r\n");
            REQUIRE(answer.status != 0);
            CHECK(answer.says("Content-Length: " + std::to_string(answer.body.size())));
            if (answer.status == 206) {
                const auto at = answer.head.find("Content-Range: bytes ");
                REQUIRE(at != std::string::npos);
                const std::size_t offset = std::stoul(answer.head.substr(at + 21));
                REQUIRE(offset + answer.body.size() <= content.size());
                CHECK(answer.body == content.substr(offset, answer.body.size()));
            } else if (answer.status == 416) {
                CHECK(answer.body.empty());
            } else {
                CHECK(answer.body == content);
            }
            const Answer head = site.ask("HEAD " + name, "Range: bytes=" + range + "\r\n");
            CHECK(head.status == (name == "/missing.txt" ? 404 : 200));
            CHECK(head.body.empty());
        }
    }
    const Answer not_modified = site.ask("GET /small.txt", "Range: bytes=0-9999\r\nIf-Range: \"other\"\r\n");
    CHECK(not_modified.status == 200);
    CHECK(not_modified.body == "tiny");
}

TEST_CASE("static site: only this machine's own names and pages are answered") {
    const SiteFolder folder;
    const RunningSite site(folder.root());
    const std::string port = std::to_string(site.port());
    for (const std::string host : {"127.0.0.1", "localhost", "[::1]", "LocalHost"}) {
        CAPTURE(host);
        CHECK(site.ask_as("Host: " + host + "\r\n", "GET /").status == 200);
        CHECK(site.ask_as("Host: " + host + ":" + port + "\r\n", "GET /").status == 200);
        CHECK(site.ask_as("Host: " + host + ":1\r\n", "GET /").status == 421);
    }
    for (const std::string host :
         {"evil.example", "127.0.0.1.nip.io", "localhost.evil.example", "127.0.0.2", "localhost.", "",
          "0.0.0.0", "::1", "user@localhost", "localhost, evil.example"}) {
        CAPTURE(host);
        const Answer answer = site.ask_as("Host: " + host + "\r\n", "GET /");
        CHECK(answer.status == 421);
        CHECK(answer.body.empty());
    }
    CHECK(site.ask_as("", "GET /").status == 421);
    CHECK(site.ask_as("Host: localhost\r\nHost: evil.example\r\n", "GET /").status == 421);

    CHECK(site.ask("GET /", "Origin: http://127.0.0.1:" + port + "\r\n").status == 200);
    for (const std::string origin :
         {"https://evil.example", "http://127.0.0.1:1", "null", "http://localhost:9"}) {
        CAPTURE(origin);
        CHECK(site.ask("GET /", "Origin: " + origin + "\r\n").status == 403);
    }
    const std::string elsewhere = "Sec-Fetch-Site: cross-site\r\n";
    CHECK(site.ask("GET /", "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n").status == 200);
    CHECK(site.ask("GET /", "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n").status == 200);
    CHECK(site.ask("GET /", elsewhere + "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n").status ==
          403);
    CHECK(site.ask("GET /", elsewhere + "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n").status ==
          403);
    CHECK(site.ask("GET /", elsewhere + "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n").status ==
          200);
}

TEST_CASE("static site: methods, bodies and heads are bounded") {
    const SiteFolder folder;
    const RunningSite site(folder.root());
    for (const std::string method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get"}) {
        CAPTURE(method);
        const Answer answer = site.ask(method + " /");
        CHECK(answer.status == 405);
        CHECK(answer.says("Allow: GET, HEAD"));
    }
    CHECK(site.ask("POST /", "Content-Length: 5\r\n").status == 405);
    CHECK(site.ask("GET /", "Content-Length: 0\r\n").status == 200);
    CHECK(site.ask("GET /", "Content-Length: 5\r\n").status == 413);
    CHECK(site.ask("GET /", "Content-Length: 99999999999999999999999\r\n").status == 413);
    CHECK(site.ask("GET /", "Transfer-Encoding: chunked\r\n").status == 413);
    CHECK(site.ask("GET /", "X: " + std::string(15000, 'x') + "\r\n").status == 200);
    CHECK(site.ask("GET /", "X: " + std::string(17000, 'x') + "\r\n").status == 431);
    std::string many;
    for (int i = 0; i < 100000; ++i)
        many += "A: b\r\n";
    CHECK(site.ask("GET /", many).status == 431);
    for (const std::string line :
         {" folded: line\r\n", "no colon\r\n", "name : value\r\n", "A: b\x01\r\n", ": x\r\n"}) {
        CAPTURE(line);
        CHECK(site.ask("GET /", line).status == 400);
    }
    CHECK(site.ask("GET http://127.0.0.1/").status == 400);
    CHECK(site.ask("GET  /").status == 400);
    CHECK(Answer(RawClient(site.port()).exchange("GET / HTTP/2.0\r\n\r\n")).status == 400);
    const RawClient old(site.port());
    CHECK(Answer(old.exchange("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")).body == "<p>hi</p>");
}

TEST_CASE("static site: one connection serves several requests") {
    const SiteFolder folder;
    const RunningSite site(folder.root());
    const std::string host = " HTTP/1.1\r\nHost: localhost\r\n";
    const std::string text = RawClient(site.port())
                                 .exchange("GET /sub/" + host + "\r\nHEAD /" + host + "\r\nGET /" + host +
                                           "Connection: Close\r\n\r\n");
    CHECK(text.find("\r\n\r\nsubHTTP/1.1 200 OK\r\n") != std::string::npos);
    CHECK(text.ends_with("\r\n\r\n<p>hi</p>"));
}

TEST_CASE("static site: slow connections shut nobody out") {
    const SiteFolder folder;
    const RunningSite site(folder.root());
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 300; ++i) {
        slow.push_back(std::make_unique<RawClient>(site.port()));
        REQUIRE(slow.back()->connected());
        (void)slow.back()->send("GET / HTTP/1.1\r\nX-Slow: ");
    }
    CHECK(site.ask("GET /").status == 200);
    // They are closed for newer ones, the oldest first.
    const std::string last = slow.front()->read_all();
    CHECK((last.empty() || Answer(last).status == 408));
    CHECK(site.ask("GET /sub/").body == "sub");
}

TEST_CASE("static site: what goes with every file") {
    const SiteFolder folder;
    const std::vector<std::string> lines = {
        "Content-Security-Policy: frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Cross-Origin-Opener-Policy: same-origin",
        "Cross-Origin-Resource-Policy: same-origin",
        "Permissions-Policy: camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()",
    };
    {
        const RunningSite site(folder.root());
        for (const std::string start : {"GET /", "GET /missing", "POST /"}) {
            for (const std::string& line : lines) {
                CAPTURE(line);
                CHECK(site.ask(start).says(line));
            }
        }
    }
    // The folder's own file comes first.
    folder.write("site/_headers", "/*\n  Content-Security-Policy: default-src 'none'\n  Content-Length: 7\n");
    const RunningSite site(folder.root());
    const Answer answer = site.ask("GET /");
    CHECK(answer.says("Content-Security-Policy: default-src 'none'"));
    CHECK_FALSE(answer.says(lines.front()));
    CHECK(answer.says(lines.back()));
    CHECK(answer.says("Content-Length: 9"));
}

TEST_CASE("static site: the form of a file of headers") {
    const auto headers = read_site_headers(
        "# note\n/other\n  X-Other: 1\n/*\n  X-One: a: b  \n\tX-Two:2\r\n  none\n  : x\n  X-Bad: \x01\n\n  "
        "X-Late: 3\n");
    REQUIRE(headers.size() == 2);
    CHECK(headers[0] == moa::wire::Header("X-One", "a: b"));
    CHECK(headers[1] == moa::wire::Header("X-Two", "2"));
}
