// One part of an evaluation that several machines share.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"

namespace moa::evaluation {

/// The index-th of `count` parts. Questions are dealt out in turn, so that parts take equally long and their
/// answers, taken in turn, are in question order.
struct Shard {
    std::int64_t index = 1;  ///< from 1
    std::int64_t count = 1;

    /// Whether the question at this position (from 0) is its.
    bool has(std::uint64_t position) const {
        return position % static_cast<std::uint64_t>(count) == static_cast<std::uint64_t>(index - 1);
    }
    /// How many of so many questions are its.
    std::uint64_t share(std::uint64_t questions) const {
        const auto before = static_cast<std::uint64_t>(index - 1);
        return questions <= before ? 0 : (questions - before - 1) / static_cast<std::uint64_t>(count) + 1;
    }
    bool is_whole() const { return count == 1; }
    bool operator==(const Shard&) const = default;
};

inline constexpr std::int64_t most_shards = 100'000;

/// Reads the value of --shard: "2/8", or what the environment says of this part.
///
/// - "": Slurm's array (SLURM_ARRAY_TASK_ID, _MIN, _COUNT, _STEP).
/// - "8", the number of parts: the index is JOB_COMPLETION_INDEX (Kubernetes Indexed Jobs, from 0) or
///   PARALLEL_SEQ (GNU parallel, from 1), which do not tell how many there are.
Result<Shard> read_shard(std::string_view text,
                         const std::function<std::optional<std::string>(const std::string& name)>& variable);

}  // namespace moa::evaluation
