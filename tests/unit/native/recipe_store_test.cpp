#include "native/platform/recipe_store.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "native/platform/files.hpp"

using namespace moa;
namespace fs = std::filesystem;

namespace {

/// A configuration folder of its own, which is not there yet.
class ConfigFolder {
  public:
    ConfigFolder() {
        std::string name = (fs::temp_directory_path() / "moa-recipes-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        ::setenv("XDG_CONFIG_HOME", (root_ / "a" / "b").c_str(), 1);
    }
    ~ConfigFolder() {
        ::unsetenv("XDG_CONFIG_HOME");
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    ConfigFolder(const ConfigFolder&) = delete;
    ConfigFolder& operator=(const ConfigFolder&) = delete;

  private:
    fs::path root_;
};

}  // namespace

TEST_CASE("a saved recipe is found under its name, whatever that is, and stays in its folder") {
    const ConfigFolder config;
    CHECK(native::saved_recipe_names().empty());
    for (const char* name :
         {"Plain", "../../etc/passwd", ".hidden", "50% more", "Größe 漢字", "a/b", "%41"}) {
        CAPTURE(std::string(name));
        const auto path = native::save_recipe(name, name);
        REQUIRE(path.ok());
        CHECK(fs::path(path.value()).parent_path() == *native::recipe_folder());
        CHECK(path.value() == native::recipe_path(name)->string());
        CHECK(native::read_file(path.value()).value() == name);
    }
    CHECK(native::saved_recipe_names() == std::vector<std::string>{"%41", "../../etc/passwd", ".hidden",
                                                                   "50% more", "Größe 漢字", "Plain", "a/b"});
}

TEST_CASE("a recipe is replaced and deleted by name") {
    const ConfigFolder config;
    REQUIRE(native::save_recipe("Mine", "one").ok());
    REQUIRE(native::save_recipe("Mine", "two").ok());
    CHECK(native::read_file(native::recipe_path("Mine")->string()).value() == "two");
    CHECK_FALSE(native::delete_recipe("Mine").has_value());
    CHECK(native::saved_recipe_names().empty());
}
