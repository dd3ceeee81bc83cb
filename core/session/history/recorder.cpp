#include "session/history/recorder.hpp"

#include <utility>

namespace moa::session {

void Recorder::new_conversation() {
    take_over({});
}

void Recorder::take_over(HistoryEntry entry) {
    entry_ = std::move(entry);
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

void Recorder::reopen(std::size_t turn) {
    if (store_ == nullptr || turn < 1 || turn > entry_.turns.size()) return;
    open(turn);
}

void Recorder::open(std::size_t turn) {
    turn_ = turn;
    store_->open_turn(entry_.id, turn);
    log_.emplace([this](std::string_view line) {
        wrote_ = true;
        store_->append(line);
    });
}

void Recorder::on_event(Millis t, const run::RunEvent& event, const run::RunState& state,
                        std::int64_t utc_ms) {
    if (store_ == nullptr) return;
    const bool starts = std::holds_alternative<run::RunStarted>(event);
    if (starts) {
        if (entry_.id.empty()) entry_.id = store_->begin_conversation(utc_ms);
        entry_.turns.push_back(summary_of(state));
        open(entry_.turns.size());
        if (follows_ + 1 != turn_) log_->follows(follows_);
    }
    if (!log_) return;
    wrote_ = false;
    log_->on_event(t, event, state);
    // A store may gather what comes in one go: then nothing waits for it twice.
    if (wrote_) log_->flush_all(t);
    if (starts || std::holds_alternative<run::RunFinished>(event) ||
        std::holds_alternative<run::GraphCommand>(event)) {
        entry_.turns[turn_ - 1] = summary_of(state);
        store_->summarise(entry_);
    }
}

bool Recorder::has_log(std::size_t turn) const {
    return store_ != nullptr && turn >= 1 && turn <= entry_.turns.size();
}

void Recorder::read_log(std::size_t turn, const LogReader& then) {
    if (has_log(turn)) store_->read_log(entry_.id, turn, then);
}

void Recorder::flush_due(Millis t) {
    if (!log_) return;
    const Millis due = log_->next_flush();
    if (due != no_time && due <= t) log_->flush_all(t);
}

void Recorder::write_down(Millis t) {
    if (log_) log_->flush_all(t);
}

Millis Recorder::next_flush() const {
    return log_ ? log_->next_flush() : no_time;
}

}  // namespace moa::session
