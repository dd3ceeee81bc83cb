#include "native/platform/model_store.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace moa;
namespace fs = std::filesystem;

namespace {

constexpr UtcSeconds monday = 1'795'485'909;

/// A cache folder of its own, which is not there yet.
class CacheFolder {
  public:
    CacheFolder() {
        std::string name = (fs::temp_directory_path() / "moa-models-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        ::setenv("XDG_CACHE_HOME", (root_ / "a" / "b").c_str(), 1);
    }
    ~CacheFolder() {
        ::unsetenv("XDG_CACHE_HOME");
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    CacheFolder(const CacheFolder&) = delete;
    CacheFolder& operator=(const CacheFolder&) = delete;

  private:
    fs::path root_;
};

mixture::Provider known(std::string_view name) {
    return *mixture::find_provider(mixture::known_providers(), name);
}

session::ModelBook book_with(const char* provider, const char* model, UtcSeconds at) {
    session::ModelBook book;
    wire::ListedModel listed;
    listed.id = model;
    book.set_list(known(provider), {at, {listed}});
    return book;
}

}  // namespace

TEST_CASE("the book is kept in the cache folder, and what others have kept stays") {
    const CacheFolder cache;
    CHECK(native::load_model_book().empty());
    REQUIRE_FALSE(native::keep_model_book(book_with("together", "a", monday)));
    REQUIRE_FALSE(native::keep_model_book(book_with("groq", "b", monday)));
    REQUIRE_FALSE(native::keep_model_book(book_with("groq", "older", monday - 1)));
    const session::ModelBook kept = native::load_model_book();
    CHECK(kept.find_listed(known("together"), "a") != nullptr);
    CHECK(kept.find_listed(known("groq"), "b") != nullptr);
    CHECK(kept.find_listed(known("groq"), "older") == nullptr);
    const fs::path folder = native::model_book_path()->parent_path();
    CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 1);
    CHECK((fs::status(folder).permissions() & fs::perms::others_all) == fs::perms::none);
}

TEST_CASE("what cannot be read is nothing, what cannot be written is an error") {
    const CacheFolder cache;
    const fs::path path = *native::model_book_path();
    fs::create_directories(path);  // a folder where the file should be
    CHECK(native::load_model_book().empty());
    const auto error = native::keep_model_book(book_with("groq", "b", monday));
    REQUIRE(error);
    CHECK(error->message.find(path.string()) != std::string::npos);
    fs::remove(path);
    std::ofstream(path) << "no JSON";
    CHECK(native::load_model_book().empty());
}

TEST_CASE("only absolute folders count") {
    const char* home = std::getenv("HOME");
    const std::string before = home == nullptr ? "" : home;
    ::setenv("XDG_CACHE_HOME", "relative", 1);
    ::setenv("HOME", "/somewhere", 1);
    CHECK(native::model_book_path() == fs::path("/somewhere/.cache/moa/models.json"));
    ::setenv("HOME", "", 1);
    CHECK_FALSE(native::model_book_path());
    CHECK_FALSE(native::keep_model_book(book_with("groq", "b", monday)));
    ::unsetenv("XDG_CACHE_HOME");
    ::setenv("HOME", before.c_str(), 1);
}

TEST_CASE("what several programs learn in one moment is all kept") {
    const CacheFolder cache;
    constexpr int programs = 8;
    std::vector<std::thread> all;
    for (int i = 0; i < programs; ++i) {
        all.emplace_back([i] {
            session::ModelBook book;
            wire::ListedModel listed;
            listed.id = "m";
            mixture::Provider provider = known("together");
            provider.name = "lab" + std::to_string(i);
            provider.base_url = "https://" + provider.name + ".example/v1";
            book.set_list(provider, {monday, {listed}});
            (void)native::keep_model_book(book);
        });
    }
    for (std::thread& each : all)
        each.join();
    const session::ModelBook kept = native::load_model_book();
    for (int i = 0; i < programs; ++i) {
        mixture::Provider provider = known("together");
        provider.name = "lab" + std::to_string(i);
        provider.base_url = "https://" + provider.name + ".example/v1";
        CHECK_MESSAGE(kept.find_listed(provider, "m") != nullptr, provider.name);
    }
}
