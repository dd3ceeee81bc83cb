// Screens and a place that saves keys, as a shell puts them together.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "screen/screens.hpp"
#include "unit/session/fake_network.hpp"
#include "unit/session/some_models.hpp"

namespace moa::test {

/// Saves keys as a shell does, each for one address.
struct Drawer final : session::CredentialStore {
    std::string place() const override { return "a drawer"; }
    std::string advice() const override { return "Lock it."; }
    bool has(const mixture::Provider& provider) const override { return keys.contains(provider.base_url); }
    std::optional<Error> keep(const mixture::Provider& provider, std::string_view key) override {
        if (full) return invalid_input("The drawer is full.");
        keys[provider.base_url] = key;
        return std::nullopt;
    }
    std::optional<Error> forget(const mixture::Provider& provider) override {
        keys.erase(provider.base_url);
        return std::nullopt;
    }
    bool waiting() const override { return is_waiting; }
    session::LockState lock_state() const override { return state; }
    void unlock(std::function<void()> wanted_for) override {
        ++asked;
        then = std::move(wanted_for);
    }
    void lock() override {
        state = session::LockState::locked;
        if (user == nullptr) return;
        for (const auto& [address, key] : keys)
            user->access().drop_key(name_at(address), address);
    }
    void forget_all() override { keys.clear(); }

    /// The user has unlocked it.
    void open(session::Workspace& workspace) {
        user = &workspace;
        state = session::LockState::unlocked;
        session::Credentials opened;
        for (const auto& [address, key] : keys)
            opened.set(name_at(address), address, key);
        workspace.access().add_keys(opened);
        if (const auto call = std::exchange(then, {})) call();
    }
    std::string name_at(std::string_view address) const {
        for (const mixture::Provider& each : user->configuration().providers()) {
            if (each.base_url == address) return each.name;
        }
        return {};
    }

    std::map<std::string, std::string> keys;
    bool full = false;
    bool is_waiting = false;
    session::LockState state = session::LockState::none;
    int asked = 0;  ///< how often the user was asked to unlock it
    std::function<void()> then;
    session::Workspace* user = nullptr;
};

/// A workspace with its screens, of which one is worked with as a user does.
struct ScreenDesk {
    Millis now = 0;
    FakeNetwork network;
    Drawer drawer;
    session::Workspace workspace{{&network, [this] { return now; }, [] { return monday * 1000; }, &drawer}};
    screen::Look look;
    screen::Screens screens{workspace, look, screen::Shell::page};

    std::string address_of(std::string_view provider) const {
        return mixture::find_provider(workspace.configuration().providers(), provider)->base_url;
    }
    const screen::Screen& shown() {
        REQUIRE(screens.shown() != nullptr);
        return *screens.shown();
    }
    const screen::Item* find(std::string_view name) {
        for (const screen::Section& section : shown().sections) {
            for (const screen::Item& each : section.items) {
                if (each.name == name) return &each;
            }
        }
        return nullptr;
    }
    const screen::Item& item(std::string_view name) {
        const screen::Item* found = find(name);
        CAPTURE(name);
        REQUIRE(found != nullptr);
        return *found;
    }
    const screen::Section& section(std::string_view title) {
        const auto& all = shown().sections;
        const auto it = std::find_if(all.begin(), all.end(),
                                     [title](const screen::Section& each) { return each.title == title; });
        CAPTURE(title);
        REQUIRE(it != all.end());
        return *it;
    }
    void act(std::string_view name, std::string_view value = {}) { screens.act(name, value); }
    void type_key(const std::string& provider, std::string_view key) {
        act("key " + provider, key);
        screens.commit("key " + provider);
    }
};

}  // namespace moa::test
