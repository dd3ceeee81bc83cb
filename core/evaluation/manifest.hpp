// What a file of answers was made of, "moa-evaluation/1": kept beside it, so that a later call goes on with
// the same evaluation, and parts are joined that belong together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation/format.hpp"
#include "evaluation/shard.hpp"
#include "mixture/recipe.hpp"

namespace moa::evaluation {

inline constexpr std::string_view manifest_format = "moa-evaluation/1";

struct Manifest {
    Format format = Format::jsonl;
    Fields fields;
    std::string model;                 ///< the name that the answers carry
    std::string recipe_name;           ///< for people
    std::string recipe;                ///< see recipe_hash
    std::string questions;             ///< SHA-256 of the file
    std::uint64_t question_count = 0;  ///< of all parts together; a later call may ask more of them
    std::string published;             ///< SHA-256 of the files of --references; empty without
    Shard shard;

    bool operator==(const Manifest&) const = default;
};

/// SHA-256 of what decides an answer: the recipe without its name, texts for people, spend cap and limits of
/// time, and the messages before the question.
std::string recipe_hash(const mixture::Recipe& recipe, const std::vector<wire::ChatMessage>& opening);

std::string write_manifest(const Manifest& manifest);
Result<Manifest> read_manifest(std::string_view text);

/// What of the first one differs in the other, in words ("the recipe, the questions"); empty where both are
/// one evaluation. The number of questions and the shard are not compared.
std::string differences(const Manifest& one, const Manifest& other);

/// Why parts cannot be joined: mixed, missing or doubled ones. `names` has the parts' files.
std::optional<Error> join_fault(const std::vector<Manifest>& parts, const std::vector<std::string>& names);

}  // namespace moa::evaluation
