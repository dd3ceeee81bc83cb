#include "evaluation/shard.hpp"

#include <charconv>

namespace moa::evaluation {
namespace {

using Variable = std::function<std::optional<std::string>(const std::string& name)>;

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::int64_t> number_of(const Variable& variable, const std::string& name) {
    const auto text = variable(name);
    return text ? number(*text) : std::nullopt;
}

Result<Shard> checked(std::int64_t index, std::int64_t count, const std::string& from) {
    if (count >= 1 && count <= most_shards && index >= 1 && index <= count) return Shard{index, count};
    return invalid_input("--shard: " + from + " says part " + std::to_string(index) + " of " +
                         std::to_string(count) + "; parts are counted from 1 to their number.");
}

Result<Shard> of_slurm(const Variable& variable) {
    const auto task = number_of(variable, "SLURM_ARRAY_TASK_ID");
    const auto count = number_of(variable, "SLURM_ARRAY_TASK_COUNT");
    if (!task || !count)
        return invalid_input(
            "--shard without a value reads Slurm's array variables (SLURM_ARRAY_TASK_ID and _COUNT), which "
            "are "
            "not set. Name the part, for example --shard 1/8, or the number of parts for Kubernetes and GNU "
            "parallel, for example --shard 8.");
    const std::int64_t first = number_of(variable, "SLURM_ARRAY_TASK_MIN").value_or(1);
    const std::int64_t step = number_of(variable, "SLURM_ARRAY_TASK_STEP").value_or(1);
    if (step < 1 || (*task - first) % step != 0)
        return invalid_input("--shard: the task ids of Slurm's array are not evenly spaced.");
    return checked((*task - first) / step + 1, *count, "Slurm's array");
}

}  // namespace

Result<Shard> read_shard(std::string_view text, const Variable& variable) {
    if (text.empty()) return of_slurm(variable);
    const std::size_t slash = text.find('/');
    const auto count = number(text.substr(slash == std::string_view::npos ? 0 : slash + 1));
    if (slash != std::string_view::npos) {
        const auto index = number(text.substr(0, slash));
        if (index && count) return checked(*index, *count, std::string(text));
    } else if (count) {
        if (const auto index = number_of(variable, "JOB_COMPLETION_INDEX"))
            return checked(*index + 1, *count, "JOB_COMPLETION_INDEX");
        if (const auto index = number_of(variable, "PARALLEL_SEQ"))
            return checked(*index, *count, "PARALLEL_SEQ");
        return invalid_input(
            "--shard " + std::string(text) +
            " takes this part's index from JOB_COMPLETION_INDEX (Kubernetes) or PARALLEL_SEQ "
            "(GNU parallel), and neither is set. Name it, for example --shard 1/" +
            std::string(text) + ".");
    }
    return invalid_input("--shard " + std::string(text) +
                         " is not valid: use a part and their number, for "
                         "example --shard 2/8.");
}

}  // namespace moa::evaluation
