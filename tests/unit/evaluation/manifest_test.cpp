// What an evaluation was made of: written, read back, and compared.
#include "evaluation/manifest.hpp"

#include <doctest/doctest.h>

#include "evaluation/sha256.hpp"
#include "mixture/presets.hpp"

using namespace moa;
using namespace moa::evaluation;

namespace {

Manifest part(std::int64_t index, std::int64_t count) {
    Manifest manifest;
    manifest.format = Format::mt_bench;
    manifest.model = "moa";
    manifest.recipe_name = "A recipe";
    manifest.recipe = "aa";
    manifest.questions = "bb";
    manifest.question_count = 80;
    manifest.shard = {index, count};
    return manifest;
}

std::string fault(const std::vector<Manifest>& parts) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < parts.size(); ++i)
        names.push_back("file" + std::to_string(i + 1));
    const auto error = join_fault(parts, names);
    return error ? error->message : "";
}

}  // namespace

TEST_CASE("SHA-256 of FIPS 180-4's examples, in pieces, too") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    const std::string million(1'000'000, 'a');
    Sha256 hash;
    for (std::size_t at = 0; at < million.size(); at += 777)
        hash.add(std::string_view(million).substr(at, 777));
    CHECK(hash.hex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a manifest reads back as it was written") {
    Manifest manifest = part(2, 3);
    CHECK(read_manifest(write_manifest(manifest)).value() == manifest);
    manifest.format = Format::jsonl;
    manifest.fields = {"problem", "response"};
    manifest.published = "cc";
    CHECK(read_manifest(write_manifest(manifest)).value() == manifest);
    CHECK_FALSE(read_manifest("{}").ok());
    CHECK_FALSE(read_manifest("no JSON").ok());
    manifest.shard = {4, 3};
    CHECK_FALSE(read_manifest(write_manifest(manifest)).ok());
}

TEST_CASE("a recipe's hash is that of what decides answers") {
    const mixture::Recipe recipe = mixture::find_preset("moa-lite-simulated")->recipe;
    const std::string hash = recipe_hash(recipe, {});
    mixture::Recipe same = recipe;
    same.name = "Another name";
    same.max_cost_usd = 5;
    same.defaults.limits.total_ms = 1;
    CHECK(recipe_hash(same, {}) == hash);
    mixture::Recipe other = recipe;
    other.defaults.temperature = 0.1;
    CHECK(recipe_hash(other, {}) != hash);
    other = recipe;
    other.layers.back().agents.front().model = "atlas";
    CHECK(recipe_hash(other, {}) != hash);
    CHECK(recipe_hash(recipe, {{"system", "Be brief."}}) != hash);
}

TEST_CASE("parts are joined when all are there, once, of one evaluation") {
    CHECK(fault({part(2, 3), part(1, 3), part(3, 3)}).empty());
    CHECK(fault({part(1, 3), part(3, 3)}) == "part 2 of 3 is missing.");
    CHECK(fault({part(1, 2), part(1, 2)}) == "file1 and file2 are both part 1 of 2.");
    CHECK(fault({part(1, 2), part(2, 3)}).find("number of parts") != std::string::npos);
    Manifest other = part(2, 2);
    other.recipe = "zz";
    CHECK(fault({part(1, 2), other}) == "file2 does not belong to file1: they differ in the recipe.");
    other = part(2, 2);
    other.questions = "zz";
    CHECK(fault({part(1, 2), other}).find("the questions") != std::string::npos);
    other = part(2, 2);
    other.question_count = 10;
    CHECK(fault({part(1, 2), other}).find("the number of questions") != std::string::npos);
    CHECK(differences(part(1, 2), part(2, 2)).empty());
}
