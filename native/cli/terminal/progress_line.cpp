#include "native/cli/terminal/progress_line.hpp"

#include <unistd.h>

#include <utility>

#include "figures.hpp"
#include "native/cli/terminal/run_view.hpp"
#include "native/cli/terminal/signals.hpp"

namespace moa::cli {

ProgressLine::ProgressLine(std::string done, std::int64_t all)
    : done_words_(std::move(done)),
      all_(all),
      began_at_(now()),
      on_terminal_(is_terminal(STDERR_FILENO)),
      block_(STDERR_FILENO) {}

void ProgressLine::advance(double spent_usd, std::int64_t failures) {
    constexpr Millis redraw_ms = 100;
    constexpr std::int64_t parts_told = 10;
    ++done_;
    const Millis elapsed = now() - began_at_;
    const std::int64_t tenths = done_ * parts_told / all_;
    const bool last = done_ == all_;
    if (on_terminal_ ? !last && drawn_at_ != no_time && now() - drawn_at_ < redraw_ms
                     : tenths == tenths_told_)
        return;
    tenths_told_ = tenths;
    drawn_at_ = now();
    std::string line = figure::count(done_) + " of " + figure::count(all_) + " " + done_words_;
    if (failures > 0) line += ", " + figure::count(failures) + " failed";
    line += ", " + figure::money(spent_usd);
    if (!last) {
        const double left =
            static_cast<double>(elapsed) * static_cast<double>(all_ - done_) / static_cast<double>(done_);
        line += ", about " + figure::rough_duration(left) + " left";
    }
    if (!on_terminal_) {
        print_note(line);
        return;
    }
    block_.begin();
    block_.draw({line});
    if (last) block_.end();
}

}  // namespace moa::cli
