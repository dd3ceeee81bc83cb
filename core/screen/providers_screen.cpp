#include "screen/providers_screen.hpp"

#include <algorithm>
#include <utility>

#include "screen/local_servers.hpp"
#include "screen/turn_note.hpp"
#include "screen/words.hpp"

namespace moa::screen {
namespace {

/// In `sure_`, in place of a row.
constexpr std::string_view all_keys = " all";

/// The part before the first space, and the part behind it.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return {text, {}};
    return {text.substr(0, space), text.substr(space + 1)};
}

/// What can be done with all saved keys at once. `sure`: the next press forgets them.
Section lock_section(bool locked, bool sure, bool running) {
    Item item{Kind::words, "", locked ? "The saved keys are locked." : "The saved keys are unlocked."};
    if (locked) {
        item.buttons.push_back({"unlock", std::string(words::unlock_keys), Role::quiet});
    } else {
        item.buttons.push_back({"lock", "Lock keys", Role::quiet});
        item.buttons.back().possible = !running;
    }
    item.buttons.push_back(
        {"forget-all", std::string(sure ? words::forget_keys_now : words::forget_keys), Role::quiet});
    item.buttons.back().final = sure;
    return {"", {std::move(item)}};
}

}  // namespace

ProvidersScreen::ProvidersScreen(session::Workspace& workspace, const ShellActs& shell,
                                 std::string_view wanted)
    : workspace_(workspace), shell_(shell) {
    for (const mixture::Provider& provider : workspace.configuration().providers()) {
        if (!provider.is_simulated()) rows_.emplace_back(workspace, provider);
    }
    const auto [provider, then] = split(wanted);
    then_ = then;
    if (store() != nullptr && store()->lock_state() == session::LockState::locked) store()->unlock({});
    if (provider == "new") {
        add_row();
    } else if (const ProviderRow* asked = row(provider)) {
        const bool key = then_ == "run" || then_ == "retry" || (then_.empty() && asked->needs_key());
        focus_on(key ? "key" : "base-url", asked->id());
    }
}

session::CredentialStore* ProvidersScreen::store() const {
    return workspace_.access().credential_store();
}

ProviderRow* ProvidersScreen::row(std::string_view id) {
    const auto it =
        std::find_if(rows_.begin(), rows_.end(), [id](const ProviderRow& each) { return each.id() == id; });
    return it == rows_.end() ? nullptr : &*it;
}

void ProvidersScreen::focus_on(std::string_view what, const std::string& id) {
    focus_ = std::string(what) + " " + id;
    ++focus_turn_;
}

void ProvidersScreen::add_row() {
    rows_.emplace_back(workspace_, "+" + std::to_string(++added_));
    focus_on("base-url", rows_.back().id());
}

Screen ProvidersScreen::show() const {
    Screen screen{"providers", "Providers and keys"};
    screen.intro = "A key is sent to the address it was entered for, and nowhere else.";
    for (const ProviderRow& row : rows_)
        screen.sections.push_back(row.section(sure_ == row.id(), shell_.origin));
    screen.sections.push_back({"", {{Kind::button, "add", "Add an endpoint"}}});
    const session::LockState state = store() != nullptr ? store()->lock_state() : session::LockState::none;
    if (state != session::LockState::none)
        screen.sections.push_back(
            lock_section(state == session::LockState::locked, sure_ == all_keys, workspace_.running()));
    screen.error = problem_;
    screen.buttons = {{"cancel", "Cancel"}, {"save", then_.empty() ? "Save" : "Save and run", Role::primary}};
    screen.focus = focus_;
    screen.focus_turn = focus_turn_;
    return screen;
}

void ProvidersScreen::remove(std::string_view id) {
    ProviderRow* gone = row(id);
    if (gone == nullptr) return;
    const auto error = gone->remove();
    problem_ = error ? error->message : std::string();
    if (error) return;
    rows_.erase(rows_.begin() + (gone - rows_.data()));
    focus_ = "add";
    ++focus_turn_;
}

Outcome ProvidersScreen::refuse(const ProviderRow& row, const ProviderRow::Fault& fault) {
    problem_ = fault.error.message;
    focus_on(fault.what, row.id());
    return {};
}

Outcome ProvidersScreen::save() {
    // All is asked before anything is done: what is refused changes nothing.
    for (const ProviderRow& row : rows_) {
        if (const auto fault = row.fault()) return refuse(row, *fault);
    }
    for (ProviderRow& row : rows_) {
        if (const auto fault = row.save()) return refuse(row, *fault);
    }
    go_on();
    return {true};
}

/// What was refused for want of a key.
void ProvidersScreen::go_on() {
    if (then_ == "run") (void)workspace_.run();
    if (then_ == "retry" || then_ == "reach") (void)act_on_run(workspace_, "retry");
}

void ProvidersScreen::act_on_keys(std::string_view name, bool sure) {
    if (name == "unlock") store()->unlock({});
    if (name == "lock") store()->lock();
    if (name == "forget-all" && !sure) sure_ = all_keys;
    if (name != "forget-all" || !sure) return;
    store()->forget_all();
    for (ProviderRow& row : rows_)
        row.forget_saved();
}

Outcome ProvidersScreen::act(std::string_view name, std::string_view value) {
    const auto [what, id] = split(name);
    const std::string was_sure = std::exchange(sure_, {});
    if (store() != nullptr) act_on_keys(name, was_sure == all_keys);
    if (name == "add") add_row();
    if (name == "save") return save();
    if (what == "remove") {
        if (was_sure == id) {
            remove(id);
        } else {
            sure_ = id;
        }
    } else if (what == "copy-command") {
        if (shell_.copy) shell_.copy(start_command(id, shell_.origin));
    } else if (ProviderRow* changed = row(id)) {
        changed->act(what, value);
        if (what == "forget-key") focus_on("key", changed->id());
    }
    return {name == "cancel"};
}

void ProvidersScreen::commit(std::string_view name) {
    const auto [what, id] = split(name);
    if (ProviderRow* changed = row(id)) changed->commit(what);
}

void ProvidersScreen::close() {
    for (ProviderRow& row : rows_)
        row.wipe();
}

}  // namespace moa::screen
