#include "native/cli/model_queries.hpp"

#include <algorithm>
#include <chrono>

#include "native/cli/terminal/run_view.hpp"
#include "native/platform/model_store.hpp"

namespace moa::cli {

UtcSeconds utc_seconds() {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(since_1970).count();
}

ModelQueries::ModelQueries(SignalScope& signals)
    : book_(native::load_model_book()),
      signals_(signals),
      network_([this] { signals_.wake(); }),
      simulated_(&now, simulate::Pace{}),
      requests_({&network_, &simulated_, &now, &utc_seconds}, book_, [this] { changed_ = true; }) {}

bool ModelQueries::wait(const std::function<void()>& changed) {
    for (;;) {
        const Millis due = requests_.next_wake();
        if (due != no_time && due <= now()) network_.catch_up();
        network_.deliver();
        simulated_.deliver();
        requests_.tick();
        if (changed_ && changed) changed();
        changed_ = false;
        if (requests_.idle()) return true;
        if (signals_.stop_requested()) {
            requests_.stop();
            return false;
        }
        if (signals_.take_suspend()) suspend_process();
        const Millis limit = requests_.next_wake();
        const Millis scripted = simulated_.next_due();
        signals_.wait_until(limit == no_time || scripted == no_time ? std::max(limit, scripted)
                                                                    : std::min(limit, scripted));
    }
}

void ModelQueries::keep() const {
    if (const auto error = native::keep_model_book(book_))
        print_note("Model lists and check results were not saved: " + error->message);
}

}  // namespace moa::cli
