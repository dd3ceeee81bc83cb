// Parts of an evaluation, named or told by the environment of a job.
#include "evaluation/shard.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace moa;
using evaluation::Shard;

namespace {

using Variables = std::map<std::string, std::string>;

Result<Shard> read(std::string_view text, const Variables& variables = {}) {
    return evaluation::read_shard(text, [&](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    });
}

}  // namespace

TEST_CASE("a shard is named, or told by Slurm, Kubernetes or GNU parallel") {
    CHECK(read("2/8").value() == Shard{2, 8});
    const Variables slurm = {
        {"SLURM_ARRAY_TASK_ID", "7"}, {"SLURM_ARRAY_TASK_COUNT", "3"}, {"SLURM_ARRAY_TASK_MIN", "5"}};
    CHECK(read("", slurm).value() == Shard{3, 3});
    Variables steps = slurm;
    steps["SLURM_ARRAY_TASK_STEP"] = "2";
    CHECK(read("", steps).value() == Shard{2, 3});
    CHECK(read("3", {{"JOB_COMPLETION_INDEX", "0"}}).value() == Shard{1, 3});
    CHECK(read("3", {{"PARALLEL_SEQ", "3"}}).value() == Shard{3, 3});
}

TEST_CASE("what names no part is refused") {
    for (const char* text : {"0/3", "4/3", "1/0", "-1/3", "a/3", "1/", "/3", "1/3/5", "x", "3"})
        CHECK_FALSE(read(text).ok());
    CHECK_FALSE(read("").ok());
    CHECK_FALSE(read("3", {{"JOB_COMPLETION_INDEX", "3"}}).ok());
    CHECK_FALSE(read("", {{"SLURM_ARRAY_TASK_ID", "1"}}).ok());
}

TEST_CASE("every question belongs to one shard, and shares add up") {
    for (const std::uint64_t questions : {0U, 1U, 2U, 3U, 7U, 80U}) {
        for (const std::int64_t count : {1, 3, 5}) {
            std::uint64_t sum = 0;
            for (std::int64_t index = 1; index <= count; ++index) {
                const Shard shard{index, count};
                std::uint64_t its = 0;
                for (std::uint64_t position = 0; position < questions; ++position)
                    its += shard.has(position) ? 1 : 0;
                CHECK(its == shard.share(questions));
                sum += its;
            }
            CHECK(sum == questions);
        }
    }
}
