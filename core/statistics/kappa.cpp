#include "statistics/kappa.hpp"

#include <cstddef>

namespace moa::statistics {

std::optional<double> cohens_kappa(const JudgeTable& table) {
    std::array<double, 3> rows{};
    std::array<double, 3> columns{};
    double all = 0;
    double agreed = 0;
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            const auto count = static_cast<double>(table[row][column]);
            rows[row] += count;
            columns[column] += count;
            all += count;
            if (row == column) agreed += count;
        }
    }
    if (all <= 0) return std::nullopt;
    double by_chance = 0;
    for (std::size_t i = 0; i < 3; ++i)
        by_chance += rows[i] / all * (columns[i] / all);
    if (by_chance >= 1) return std::nullopt;
    return (agreed / all - by_chance) / (1 - by_chance);
}

}  // namespace moa::statistics
