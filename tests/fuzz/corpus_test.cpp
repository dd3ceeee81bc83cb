// Every kept input goes through its target: seeds, and what fuzzing has found. A target stops the program
// where a promise is broken, and says which.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz/target.hpp"

namespace moa::fuzz {
namespace {

namespace fs = std::filesystem;

void run_all(const char* name, void (*target)(std::string_view)) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(MOA_SOURCE_DIR) / "tests/fuzz/corpus" / name))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    REQUIRE_FALSE(files.empty());
    for (const fs::path& path : files) {
        CAPTURE(path.filename().string());
        std::ifstream file(path, std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        REQUIRE_FALSE(input.empty());
        target(input);
    }
}

TEST_CASE("event streams that were kept") {
    run_all("sse", sse);
}
TEST_CASE("deltas that were kept") {
    run_all("deltas", deltas);
}
TEST_CASE("responses that were kept") {
    run_all("responses", responses);
}
TEST_CASE("errors that were kept") {
    run_all("errors", errors);
}
TEST_CASE("model lists that were kept") {
    run_all("models", models);
}
TEST_CASE("recipes that were kept") {
    run_all("recipes", recipes);
}
TEST_CASE("run logs that were kept") {
    run_all("run_logs", run_logs);
}
TEST_CASE("question sets that were kept") {
    run_all("question_sets", question_sets);
}
TEST_CASE("formulas that were kept") {
    run_all("tex", tex);
}
TEST_CASE("Markdown that was kept") {
    run_all("markdown", markdown);
}
TEST_CASE("runs that were kept") {
    run_all("runs", runs);
}

}  // namespace
}  // namespace moa::fuzz
