#include "session/conversation.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "blank.hpp"
#include "clock.hpp"
#include "session/history/run_log_read.hpp"

namespace moa::session {
namespace {

bool has_answer(const run::RunState& run) {
    return run.status == run::RunStatus::complete || run.status == run::RunStatus::degraded;
}

}  // namespace

Conversation::Conversation(const RunPorts& ports, HistoryStore* store, Configuration& configuration,
                           ModelAccess& access, Notice& notice)
    : utc_ms_(ports.utc_ms),
      configuration_(configuration),
      access_(access),
      notice_(notice),
      recorder_(store),
      run_(ports, configuration, access, this),
      replay_(run_, ports.clock) {}

void Conversation::set_draft(std::string text) {
    if (text == draft_) return;
    draft_ = std::move(text);
    ++revision_;
}

bool Conversation::goes_along(TurnNumber turn) const {
    const run::RunState& run = whole_run_of(turn);
    return has_answer(run) && configuration_.calls_no_model(run) == configuration_.calls_no_model();
}

std::vector<wire::ChatMessage> Conversation::messages() const {
    std::vector<wire::ChatMessage> messages;
    for (const TurnNumber turn : with_context_ ? path() : std::vector<TurnNumber>{}) {
        if (!goes_along(turn)) continue;
        messages.push_back({"user", std::string(whole_run_of(turn).question())});
        messages.push_back({"assistant", whole_run_of(turn).answer()});
    }
    messages.push_back({"user", attachments_.with(draft_)});
    return messages;
}

std::optional<Error> Conversation::attach(const std::string& name, std::string_view text) {
    if (auto error = attachments_.add(name, text)) return error;
    notice_.clear();
    ++context_revision_;
    ++revision_;
    return std::nullopt;
}

void Conversation::remove_attachments() {
    attachments_.clear();
    ++context_revision_;
    ++revision_;
}

std::size_t Conversation::context_turns() const {
    const std::vector<TurnNumber> turns = with_context_ ? path() : std::vector<TurnNumber>{};
    return static_cast<std::size_t>(
        std::count_if(turns.begin(), turns.end(), [this](TurnNumber turn) { return goes_along(turn); }));
}

const run::RunState& Conversation::whole_run_of(TurnNumber turn) const {
    return turn == current_ ? run_.own() : turns_[turn].run;
}

const run::RunState& Conversation::run_of(TurnNumber turn) const {
    return replay_ && turn == shown_ ? run_.state() : whole_run_of(turn);
}

std::uint64_t Conversation::run_number_of(TurnNumber turn) const {
    if (replay_ && turn == shown_) return run_.number();
    return turn == current_ ? run_.own_number() : turns_[turn].run_number;
}

void Conversation::look_at(TurnNumber turn) {
    shown_ = turn;
    replay_.end();
    if (turn == 0 || turn == current_) {
        run_.look_back(nullptr, 0);
    } else {
        run_.look_back(&turns_[turn].run, turns_[turn].run_number);
    }
    if (selected_ && run_.state().find(*selected_) == nullptr) selected_.reset();
    ++revision_;
}

void Conversation::show_turn(TurnNumber turn) {
    if (turn == 0 || turn > turns_.count() || turn == shown_ || run_of(turn).layers.empty()) return;
    selected_.reset();
    look_at(turn);
}

void Conversation::step_turn(int by) {
    const std::vector<TurnNumber> turns = path();
    const auto here = std::find(turns.begin(), turns.end(), shown_);
    // Where none of them is on screen, one comes back from behind the latest.
    const auto at = static_cast<std::ptrdiff_t>(here - turns.begin()) + by;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(turns.size()))
        show_turn(turns[static_cast<std::size_t>(at)]);
}

void Conversation::show_version(TurnNumber turn) {
    if (turn == 0 || turn > turns_.count()) return;
    again_ = 0;
    tip_ = turns_.latest_from(turn);
    ++context_revision_;
    ++revision_;
    show_turn(turn);
}

std::optional<Error> Conversation::ask_again(TurnNumber turn) {
    if (turn == 0 || turn > turns_.count()) return std::nullopt;
    if (run_.running())
        return notice_.refuse(invalid_input("A run is in progress; stop it before you ask again."));
    const std::string question(run_of(turn).question());
    const bool replaces =
        is_blank(draft_) || draft_ == question || (again_ != 0 && draft_ == run_of(again_).question());
    if (!replaces)
        return notice_.refuse(
            invalid_input("The question you are writing would be lost; ask it or delete it first."));
    notice_.clear();
    again_ = turn;
    tip_ = turns_[turn].follows;
    ++context_revision_;
    set_draft(question);
    show_turn(turn);
    ++revision_;
    return std::nullopt;
}

void Conversation::keep_version() {
    if (again_ == 0) return;
    if (draft_ == run_of(again_).question()) draft_.clear();
    show_version(again_);
}

void Conversation::set_with_context(bool with) {
    if (with == with_context_) return;
    with_context_ = with;
    ++context_revision_;
    ++revision_;
}

void Conversation::select(std::optional<run::NodeId> node) {
    if (node && run_.state().find(*node) == nullptr) node.reset();
    if (node == selected_) return;
    selected_ = node;
    ++revision_;
}

std::optional<Error> Conversation::ask(RunEstimate expected) {
    if (auto error = recorder_.cannot_go_on()) return notice_.refuse(std::move(*error));
    std::vector<wire::ChatMessage> asked = messages();
    if (auto error = access_.keys().refusal(asked)) return notice_.refuse(std::move(*error));
    // A question that had no answer is asked once more: that is another version of its turn.
    if (tip_ != 0 && !has_answer(whole_run_of(tip_)) && draft_ == run_of(tip_).question())
        tip_ = turns_[tip_].follows;
    retire();
    expected_ = std::move(expected);
    learned_ = false;
    asked = messages();
    recorder_.begin_after(tip_ > unkept_ ? tip_ - unkept_ : 0);
    current_ = tip_ = turns_.add(tip_);
    again_ = 0;
    selected_.reset();
    look_at(current_);
    draft_.clear();
    attachments_.clear();
    notice_.clear();
    run_.start(std::move(asked));
    return std::nullopt;
}

/// Each event is a visible change; an unanswered question goes back into the draft.
void Conversation::on_event(Millis t, const run::RunEvent& event, const run::RunState& state) {
    ++revision_;
    recorder_.on_event(t, event, state, utc_ms_ ? utc_ms_() : 0);
    if (!std::holds_alternative<run::RunFinished>(event)) return;
    ++context_revision_;
    if (is_blank(state.answer()) && is_blank(draft_)) draft_ = state.question();
    if (!std::exchange(learned_, true)) access_.learn(state);
}

std::optional<Error> Conversation::change(const run::GraphCommand& command) {
    if (auto error = run_.cannot_change(command)) {
        (void)access_.unlock_after(*error, [this, command] { (void)change(command); });
        return notice_.refuse(std::move(*error));
    }
    if (auto error = recorder_.cannot_go_on()) return notice_.refuse(std::move(*error));
    if (shown_ != current_) bring_back(shown_);
    go_on();
    notice_.clear();
    run_.change(command);
    ++revision_;
    if (selected_ && run_.state().find(*selected_) == nullptr) selected_.reset();
    return std::nullopt;
}

void Conversation::go_on() {
    if (run_.live()) return;
    if (current_ > unkept_) recorder_.reopen(current_ - unkept_);
    run_.go_on();
}

void Conversation::set_spend_cap(std::optional<double> usd) {
    run_.set_spend_cap(usd);
    ++revision_;
}

std::string Conversation::actual_sentence() const {
    if (run_.idle() || run_.running()) return {};
    return session::actual_sentence(run_.state(), run_.looks_back() ? std::nullopt : expected_,
                                    !configuration_.calls_no_model());
}

bool Conversation::clear() {
    if (run_.running()) return false;
    retire();
    turns_.clear();
    look_at(0);
    tip_ = again_ = unkept_ = 0;
    with_context_ = true;
    recorder_.new_conversation();
    selected_.reset();
    notice_.clear();
    return true;
}

void Conversation::show(run::RunState state) {
    if (run_.running() || state.layers.empty()) return;
    recorder_.new_conversation();
    turns_.clear();
    again_ = 0;
    current_ = tip_ = unkept_ = turns_.add(0);
    run_.show(std::move(state));
    put_on_screen();
}

void Conversation::put_on_screen() {
    configuration_.add_providers_of(run_.own().recipe);
    look_at(current_);
    expected_.reset();
    learned_ = true;
    selected_.reset();
}

std::optional<Error> Conversation::open(const KeptConversation& kept) {
    if (run_.running())
        return notice_.refuse(invalid_input("A run is in progress; stop it before opening another one."));
    Turns turns;
    HistoryEntry entry{kept.id, {}};
    TurnNumber latest = 0;
    std::string damage;
    for (const std::string& text : kept.logs) {
        Result<RunLog> log = read_run_log(text);
        const TurnNumber turn = turns.add(log ? log.value().follows.value_or(turns.count()) : turns.count());
        if (log) {
            turns[turn].run = session::replay(log.value());
            if (kept.id.empty()) turns[turn].log = text;
            latest = turn;
            if (damage.empty()) damage = damage_sentence(log.value());
        }
        entry.turns.push_back(log ? summary_of(turns[turn].run) : TurnSummary());
    }
    if (latest == 0) return notice_.refuse(invalid_input("No part of this conversation can be read."));
    clear();
    turns_ = std::move(turns);
    for (TurnNumber turn = 1; turn <= turns_.count(); ++turn) {
        if (turn == latest) continue;
        run::RunState& run = turns_[turn].run;
        if (run.running() && !run.layers.empty()) run = run::broken_off(run);
        turns_[turn].run_number = run_.next_number();
    }
    current_ = tip_ = latest;
    run_.open(std::move(turns_[latest].run));
    put_on_screen();
    if (kept.id.empty()) {
        unkept_ = turns_.count();
    } else {
        recorder_.take_over(std::move(entry));
    }
    if (!damage.empty()) (void)notice_.refuse(invalid_input(std::move(damage)));
    if (auto elsewhere = recorder_.cannot_go_on()) {
        (void)notice_.refuse(std::move(*elsewhere));  // it is shown all the same
        return std::nullopt;
    }
    // Where nothing but the end is missing, nobody is asked whether to go on: the log gets its last line.
    if (run_.lacks_only_its_end()) go_on();
    return std::nullopt;
}

/// What was on screen stays a turn that can be looked at.
void Conversation::retire() {
    if (run_.has_own()) {
        turns_[current_].run = run_.own();
        turns_[current_].run_number = run_.own_number();
    }
    current_ = 0;
    recorder_.close();
    run_.take_away();
    ++context_revision_;
    ++revision_;
}

/// The run of an earlier turn can be changed again.
void Conversation::bring_back(TurnNumber turn) {
    retire();
    current_ = turn;
    run_.open(std::move(turns_[turn].run));
    put_on_screen();
}

void Conversation::set_aside() {
    retire();
    look_at(0);
    notice_.clear();
}

bool Conversation::has_log(TurnNumber turn) const {
    if (turn == 0 || turn > turns_.count()) return false;
    return !turns_[turn].log.empty() || (turn > unkept_ && recorder_.has_log(turn - unkept_));
}

void Conversation::read_log(TurnNumber turn, const LogReader& then) {
    if (!has_log(turn)) return;
    if (const std::string& log = turns_[turn].log; !log.empty()) return then(log);
    recorder_.read_log(turn - unkept_, then);
}

bool Conversation::can_replay(TurnNumber turn) const {
    return !run_.running() && has_log(turn);
}

void Conversation::replay(TurnNumber turn) {
    if (!can_replay(turn)) return;
    read_log(turn, [this, turn, id = recorder_.id()](const Result<std::string>& text) {
        if (recorder_.id() != id || !can_replay(turn)) return;
        if (text) return begin_replay(turn, text.value());
        (void)notice_.refuse(text.error());
    });
}

void Conversation::begin_replay(TurnNumber turn, std::string_view text) {
    Result<RunLog> log = read_run_log(text);
    if (!log) return (void)notice_.refuse(log.error());
    notice_.clear();
    look_at(turn);
    replay_.begin(std::move(log.value()), moves_);
    follow_replay();
}

void Conversation::follow_replay() {
    if (selected_ && run_.state().find(*selected_) == nullptr) selected_.reset();
    ++revision_;
}

void Conversation::control_replay(const ReplayAct& act) {
    if (!replay_) return;
    replay_.control(act);
    follow_replay();
}

void Conversation::end_replay() {
    if (replay_) look_at(shown_);
}

void Conversation::tick() {
    if (replay_.advance()) follow_replay();
    if (!run_.live()) return;
    recorder_.flush_due(run_.since_start());
    run_.tick();
}

void Conversation::write_down() {
    if (run_.live()) recorder_.write_down(run_.since_start());
}

Millis Conversation::next_wake() const {
    const Millis replayed = replay_.next_due();
    if (!run_.live()) return replayed;
    const Millis flush = recorder_.next_flush();
    const Millis live = earlier(run_.next_wake(), replayed);
    return flush == no_time ? live : earlier(live, run_.on_clock(flush));
}

}  // namespace moa::session
