#include "native/cli/evaluation/progress.hpp"

#include <unistd.h>

#include <cmath>

#include "figures.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/signals.hpp"
#include "native/cli/terminal/terminal_text.hpp"

namespace moa::cli {
namespace {

constexpr Millis live_every_ms = 100;
constexpr Millis line_every_ms = 10'000;
constexpr int bar_columns = 20;

std::string bar(std::uint64_t done, std::uint64_t total) {
    const auto filled = static_cast<int>(done * bar_columns / (total > 0 ? total : 1));
    std::string text = "[";
    for (int i = 0; i < bar_columns; ++i)
        text += i < filled ? '#' : '-';
    return text + "] ";
}

}  // namespace

std::string progress_text(const EvaluationCounts& counts, std::uint64_t answered_before, std::uint64_t total,
                          Millis elapsed) {
    const std::uint64_t answered = answered_before + counts.answered;
    std::string text = std::to_string(answered) + " of " + std::to_string(total) + " answered";
    if (counts.degraded > 0) text += ", " + std::to_string(counts.degraded) + " of them degraded";
    if (counts.failed > 0) text += "; " + std::to_string(counts.failed) + " failed";
    text += "; " + figure::money(counts.cost_usd);
    const std::uint64_t ended = counts.answered + counts.failed;
    if (ended == 0 || elapsed <= 0) return text;
    const double a_minute = static_cast<double>(ended) * 60'000 / static_cast<double>(elapsed);
    text += "; " +
            (a_minute < 10 ? figure::price(std::round(a_minute * 10) / 10)
                           : figure::count(std::llround(a_minute))) +
            " a minute";
    const std::uint64_t left = total - answered - counts.failed;
    if (left > 0)
        text += "; " + figure::rough_duration(static_cast<double>(left) / a_minute * 60'000) + " left";
    return text;
}

EvaluationProgress::EvaluationProgress(std::uint64_t answered_before, std::uint64_t total)
    : answered_before_(answered_before),
      total_(total),
      live_(is_terminal(STDERR_FILENO)),
      block_(STDERR_FILENO),
      began_at_(now()),
      shown_at_(began_at_) {
    if (live_) block_.begin();
}

void EvaluationProgress::draw(const EvaluationCounts& counts, Millis at) {
    shown_at_ = at;
    const std::string text = progress_text(counts, answered_before_, total_, at - began_at_);
    if (!live_) return print_note(text);
    const std::uint64_t done = answered_before_ + counts.answered + counts.failed;
    block_.draw({cut_to_width(bar(done, total_) + text, terminal_size(STDERR_FILENO).columns)});
}

void EvaluationProgress::show(const EvaluationCounts& counts) {
    const Millis at = now();
    if (at - shown_at_ >= (live_ ? live_every_ms : line_every_ms)) draw(counts, at);
}

void EvaluationProgress::end(const EvaluationCounts& counts) {
    draw(counts, now());
    block_.end();
}

}  // namespace moa::cli
