#include "session/history/recorder.hpp"

#include <utility>

namespace moa::session {

void Recorder::new_conversation() {
    take_over({}, false);
}

void Recorder::take_over(HistoryEntry entry, bool latest_is_shown) {
    entry_ = std::move(entry);
    can_reopen_ = latest_is_shown;
    close();
    if (store_ == nullptr) return;
    if (entry_.id.empty()) store_->release();
    // Refused or not, it can be looked at.
    claimed_ = entry_.id.empty() || !store_->claim(entry_.id);
}

std::optional<Error> Recorder::cannot_go_on() {
    if (store_ == nullptr || claimed_) return std::nullopt;
    if (auto error = store_->claim(entry_.id)) return error;
    store_->release();
    return invalid_input(
        "This conversation was continued in another window or terminal: open it again from the history.");
}

void Recorder::reopen() {
    if (store_ == nullptr || !can_reopen_ || entry_.turns.empty()) return;
    open();
}

void Recorder::open() {
    store_->open_turn(entry_.id, entry_.turns.size());
    log_.emplace([this](std::string_view line) { store_->append(line); });
}

void Recorder::on_event(Millis t, const run::RunEvent& event, const run::RunState& state,
                        std::int64_t utc_ms) {
    if (store_ == nullptr) return;
    const bool starts = std::holds_alternative<run::RunStarted>(event);
    if (starts) {
        if (entry_.id.empty()) entry_.id = store_->begin_conversation(utc_ms);
        entry_.turns.push_back(summary_of(state));
        open();
    }
    if (!log_) return;
    log_->on_event(t, event, state);
    if (starts || std::holds_alternative<run::RunFinished>(event) ||
        std::holds_alternative<run::GraphCommand>(event)) {
        entry_.turns.back() = summary_of(state);
        store_->summarise(entry_);
    }
}

void Recorder::flush_due(Millis t) {
    if (log_) log_->flush_due(t);
}

Millis Recorder::next_flush() const {
    return log_ ? log_->next_flush() : no_time;
}

}  // namespace moa::session
