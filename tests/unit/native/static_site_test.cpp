#include "native/server/static_site.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

using namespace moa::server;

namespace {

namespace fs = std::filesystem;

/// A folder with a site in it and a secret beside it, gone afterwards.
class SiteFolder {
  public:
    SiteFolder() {
        std::string name = (fs::temp_directory_path() / "moa-site-XXXXXX").string();
        base_ = ::mkdtemp(name.data());
        fs::create_directories(root() / "sub");
        write(root() / "index.html", "<p>hi</p>");
        write(root() / "sub" / "index.html", "sub");
        write(base_ / "secret.txt", "secret");
        fs::create_symlink(base_ / "secret.txt", root() / "link.txt");
    }
    ~SiteFolder() { fs::remove_all(base_); }
    SiteFolder(const SiteFolder&) = delete;
    SiteFolder& operator=(const SiteFolder&) = delete;
    fs::path root() const { return base_ / "site"; }

  private:
    static void write(const fs::path& file, std::string_view text) { std::ofstream(file) << text; }
    fs::path base_;
};

}  // namespace

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

TEST_CASE("static site: types and codings") {
    CHECK(mime_type("a.wasm") == "application/wasm");
    CHECK(mime_type("a.JS") == "text/javascript; charset=utf-8");
    CHECK(mime_type("a.woff2") == "font/woff2");
    CHECK(mime_type("a") == "application/octet-stream");
    CHECK(accepts_coding("gzip, deflate, br", "br"));
    CHECK(accepts_coding("br;q=0.5", "br"));
    CHECK_FALSE(accepts_coding("br;q=0, gzip", "br"));
    CHECK_FALSE(accepts_coding("br; q=0.000", "br"));
    CHECK_FALSE(accepts_coding("brotli", "br"));
    CHECK_FALSE(accepts_coding("", "gzip"));
}
