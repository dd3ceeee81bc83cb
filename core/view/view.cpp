#include "view/view.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "screen/words.hpp"
#include "view/context.hpp"
#include "view/input_acts.hpp"
#include "view/keys.hpp"
#include "view/panels/header.hpp"
#include "view/panels/node_menu.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/panel_border.hpp"
#include "view/panels/replay_keys.hpp"
#include "view/panels/run_bar.hpp"
#include "view/panels/timeline.hpp"
#include "view/popup_watch.hpp"
#include "view/tree/tree_view.hpp"

namespace moa::view {
namespace {

constexpr float demo_line = 20;
constexpr float folded_width = 28;  ///< what is left of a panel that is put away

/// Where the parts are.
struct Areas {
    bool narrow = false;
    Rect header;
    Rect tree;       ///< the canvas, below the composer too
    Rect tree_room;  ///< the part of it that nothing covers
    Rect composer;
    Rect bar;       ///< above the composer; no height: not shown
    Rect timeline;  ///< no height: not shown
    Rect panel;
    Rect find;  ///< no height: closed
};

}  // namespace

struct View::Parts {
    Parts(session::Workspace& of, GlyphSource& glyphs, EdgePainter& painter)
        : workspace(of), pen(glyphs), edges(painter) {}

    Areas areas_for(const Context& context);
    /// Whether the header has no room to say that this is a demo.
    bool marks_demo_below(const Areas& shown) const {
        return shown.narrow && controls && workspace.configuration().calls_no_model();
    }
    void note_input();

    session::Workspace& workspace;
    Pen pen;
    EdgePainter& edges;
    ViewOptions options;
    bool options_changed = true;
    Theme look = theme(true);  ///< as the options say

    TreeView tree;
    Timeline timeline;
    Finder finder;
    bool was_finding = false;
    Panel panel{finder};
    std::unique_ptr<Controls> controls;
    RunBar bar;
    Areas areas;
    PanelPlace place;
    bool was_running = false;
    bool was_narrow = false;

    FrameRequests requests;
    NodeMenu menu;
    Copied copied;
    std::uint64_t drawn_revision = 0;
    Millis drawn_at = no_time;
    PopupWatch popups;
    int settling = 2;  ///< frames still wanted after input: Dear ImGui reacts in the next one
};

Areas View::Parts::areas_for(const Context& context) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    Areas made;
    made.narrow = is_narrow(size);
    const float header_height = controls ? context.scaled(48) : options.header_height;
    made.header = {0, 0, size.x, header_height};
    const float body = std::max(1.0F, size.y - header_height);
    const float least_panel = std::min(context.scaled(320), size.x * 0.45F);
    const float wanted_panel =
        std::clamp(size.x * place.share, least_panel, std::max(least_panel, size.x - 320));
    const float beside = std::round(place.open ? wanted_panel : context.scaled(folded_width));
    const float panel_width = made.narrow ? 0 : beside;
    const float side = made.narrow ? 12.0F : 24.0F;
    const float composer_height = controls
                                      ? controls->question_height(context, size.x - panel_width - 2 * side)
                                      : options.composer_height;
    constexpr float composer_gap = 12;
    if (made.narrow) {
        const float bar_now = size.y < lowest_height ? 0 : bar.height(context, size.x - 2 * side);
        const float bar_room = bar_now > 0 ? bar_now + 6 : 0;
        const float tabs = context.scaled(48) + 1;
        made.panel = {0, header_height, size.x,
                      std::max(1.0F, body - composer_height - 2 * composer_gap - bar_room)};
        made.tree = {0, header_height + tabs, size.x, std::max(1.0F, body - tabs)};
    } else {
        constexpr float least_tree_height = 560;
        float strip = std::round(timeline_height(workspace.shown(), options.text_scale, place.timeline));
        if (body - strip < least_tree_height) strip = 0;
        made.panel = {size.x - panel_width, header_height, panel_width, body};
        made.tree = {0, header_height, size.x - panel_width, body - strip};
        made.timeline = {0, size.y - strip, size.x - panel_width, strip};
    }
    if (made.narrow || place.open) made.find = panel.find_area(context, made.panel);
    const float bottom = made.narrow ? size.y : made.tree.y + made.tree.height;
    made.composer = {side, bottom - composer_height - composer_gap, made.tree.width - 2 * side,
                     composer_height};
    const float top_gap = made.narrow ? 12.0F : 20.0F;
    const bool lowest = size.y < lowest_height;
    const float bar_height = lowest ? 0 : bar.height(context, made.composer.width);
    made.bar = {made.composer.x, made.composer.y - bar_height - 6, made.composer.width, bar_height};
    // The bar comes and goes while a run goes on: the tree does not make way for it each time.
    const float kept_free = made.narrow ? bar_height : std::max(bar_height, RunBar::line_height(context));
    float tree_bottom = made.composer.y - kept_free - 16;
    if (marks_demo_below(made)) tree_bottom -= context.scaled(demo_line);
    made.tree_room = {made.tree.x + side, made.tree.y + top_gap, made.tree.width - 2 * side,
                      std::max(1.0F, tree_bottom - made.tree.y - top_gap)};
    // A tree that runs down is scrolled: what goes past the composer would only look cut off.
    if (runs_down(context, made.tree_room)) made.tree.height = std::max(1.0F, tree_bottom + 8 - made.tree.y);
    return made;
}

void View::Parts::note_input() {
    if (const bool popups_moved = popups.changed(); popups_moved || input_acts() || requests.layout_moved) {
        settling = 2;
    } else if (settling > 0) {
        --settling;
    }
}

View::View(session::Workspace& workspace, GlyphSource& glyphs, EdgePainter& edges)
    : parts_(std::make_unique<Parts>(workspace, glyphs, edges)) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    apply_style(theme(true), ImGui::GetStyle());
}

View::~View() = default;

void View::use(std::unique_ptr<Controls> controls) {
    parts_->controls = std::move(controls);
    parts_->settling = 2;
}

void View::set_options(const ViewOptions& options) {
    parts_->options = options;
    parts_->options_changed = true;
    parts_->workspace.conversation().set_moves(!options.reduced_motion);
    parts_->settling = 2;
}

const ViewOptions& View::options() const {
    return parts_->options;
}

void View::fonts_changed() {
    parts_->pen.fonts_changed();
    parts_->settling = 2;
}

void View::draw(Millis now) {
    Parts& parts = *parts_;
    if (parts.options_changed) {
        parts.look = parts.options.system_colours ? system_theme(*parts.options.system_colours)
                                                  : theme(parts.options.dark);
        apply_style(parts.look, ImGui::GetStyle());
        ImGui::GetStyle().FontSizeBase = Fonts::widget_size(13 * parts.options.text_scale);
        parts.options_changed = false;
    }
    parts.requests = FrameRequests();
    parts.drawn_revision = parts.workspace.revision();
    parts.drawn_at = now;
    parts.pen.begin_frame(parts.options.pixel_ratio);
    const Context context{parts.workspace, parts.options,         parts.look,  parts.pen, parts.edges, now,
                          parts.requests,  parts.place.wrap_code, parts.copied};

    const bool running = parts.workspace.running() || parts.workspace.on_screen().shows_replay();
    if (running && !parts.was_running && !parts.workspace.conversation().selected()) {
        parts.panel.show(is_narrow(ImGui::GetIO().DisplaySize) ? Panel::Tab::tree : Panel::Tab::answer);
    }
    parts.was_running = running;

    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    // The shells clear with ImGuiCol_WindowBg: to cover it once more would be half of what a frame fills.
    ImGui::Begin("moa", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar(3);

    parts.areas = parts.areas_for(context);
    const Areas& areas = parts.areas;
    if (areas.narrow && !parts.was_narrow && parts.panel.tab() == Panel::Tab::answer)
        parts.panel.show(Panel::Tab::tree);
    parts.was_narrow = areas.narrow;

    if (parts.controls) parts.controls->take_find_keys(context, parts.finder);
    const bool finding = parts.finder.is_open();
    const bool no_popup =
        !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (no_popup && key_pressed(Shortcut::panel)) {
        parts.place.open = !parts.place.open;
        parts.requests.layout_moved = true;
    }
    PanelKeys& panel_keys = parts.panel.keys();
    const bool panel_shown = areas.narrow || parts.place.open;
    if (parts.controls) panel_keys.move_focus(context, panel_shown, *parts.controls);
    parts.requests.panel_has_keys = panel_keys.focused();
    if (finding && !parts.was_finding) parts.place.open = true;
    if (finding && !parts.was_finding && parts.panel.tab() == Panel::Tab::tree)
        parts.panel.show(parts.workspace.conversation().selected() ? Panel::Tab::node : Panel::Tab::answer);
    parts.was_finding = finding;
    find_again();

    ImDrawList& list = *ImGui::GetWindowDrawList();
    // As the frame begins: a menu that a key has closed has had that key.
    const bool keys_are_free =
        !ImGui::GetIO().WantTextInput &&
        !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (keys_are_free) take_replay_keys(context);
    const bool tree_shown = !areas.narrow || parts.panel.tab() == Panel::Tab::tree;
    if (tree_shown)
        parts.tree.draw(context, areas.tree, areas.tree_room,
                        areas.bar.height > 0 ? areas.bar.y : areas.composer.y);
    bool timeline_clicked = false;
    if (areas.timeline.height > 0) {
        if (parts.timeline.draw(context, areas.timeline, areas.tree_room, parts.place.timeline))
            parts.place.timeline = !parts.place.timeline;
        timeline_clicked = parts.timeline.was_clicked();
    }
    const Rect panel_surface = !areas.narrow ? areas.panel
                               : tree_shown
                                   ? Rect{0, areas.panel.y, areas.panel.width, context.scaled(48)}
                                   : Rect{0, areas.panel.y, areas.panel.width, size.y - areas.panel.y};
    context.fill_ground(areas.header, context.theme.surface);
    context.fill_ground(panel_surface, context.theme.surface);
    const OpenLink ask = [&parts](const std::string& address) { parts.requests.ask_link = address; };
    if (areas.narrow || parts.place.open) {
        if (keys_are_free) panel_keys.take_pressed();
        if (parts.panel.draw(context, areas.panel, areas.narrow, ask)) parts.place.open = false;
    } else {
        draw_folded(context, areas.panel, parts.place);
    }
    if (!areas.narrow && !parts.place.open) parts.finder.close();  // it would be out of sight
    // Who clicks a card or a row of the timeline wants to read it.
    if (timeline_clicked || (parts.tree.was_clicked() && ImGui::IsMouseReleased(ImGuiMouseButton_Left)))
        parts.place.open = true;
    if (parts.controls) parts.controls->draw_find(context, areas.find, parts.finder);
    if (!areas.narrow) draw_divider(context, areas.panel, parts.place);
    parts.bar.draw(context, areas.bar);
    if (keys_are_free) take_action_keys(context);
    if (parts.controls) {
        parts.controls->draw_header(context, areas.header);
        if (tree_shown && parts.marks_demo_below(areas)) {
            const float line = context.scaled(demo_line);
            context.pen.write(list, {Face::regular, context.scaled(12)},
                              ImVec2(areas.composer.x + 8,
                                     (areas.bar.height > 0 ? areas.bar.y : areas.composer.y) - line - 4),
                              line, context.theme.muted, screen::words::scripted);
        }
        parts.controls->draw_question(context, areas.composer);
    }
    if (parts.requests.ask && parts.controls) parts.controls->ask(context, *parts.requests.ask);
    const std::string& link = parts.requests.ask_link;
    if (!link.empty() && parts.controls) parts.controls->ask_link(link);
    if (parts.controls) parts.controls->draw_dialogs(context);
    if (parts.requests.menu) parts.menu.open(parts.requests.menu->node, parts.requests.menu->at);
    parts.menu.draw(context);
    ImGui::End();
    if (const std::string& text = parts.requests.copy_markdown; !text.empty())
        copy_markdown ? copy_markdown(text) : ImGui::SetClipboardText(text.c_str());
    if (!parts.requests.open_screen.empty() && !parts.controls && open_screen)
        open_screen(parts.requests.open_screen);
    if (parts.requests.ask && !parts.controls && ask_node)
        ask_node(parts.requests.ask->node, parts.requests.ask->action);
    if (!link.empty() && !parts.controls && ask_link) ask_link(link);

    if (parts.workspace.on_screen().moves()) parts.requests.stopwatch = true;
    if (ImGui::GetIO().WantTextInput) parts.requests.text_cursor = true;
    if (parts.pen.is_waiting() || !parts.finder.is_complete()) parts.requests.animating = true;
    parts.note_input();
}

const std::vector<Ground>& View::grounds() const {
    return parts_->requests.grounds;
}

Millis View::next_frame(Millis now) const {
    const Parts& parts = *parts_;
    const bool changed = parts.workspace.revision() != parts.drawn_revision || parts.drawn_at == no_time;
    if (changed || parts.options_changed || parts.settling > 0 || parts.requests.animating) return now;
    // A tenth of a second is what running times are shown to; Dear ImGui's caret is on for 0.8 s and off for
    // 0.4 s.
    constexpr Millis stopwatch_ms = 100;
    constexpr Millis caret_ms = 400;
    const Millis soon = parts.requests.moves_within_ms;
    if (soon > 0) return parts.drawn_at + std::min(soon, stopwatch_ms);
    if (parts.requests.stopwatch) return parts.drawn_at + stopwatch_ms;
    // A shell may let the caret stand still after a while.
    const bool blinks = ImGui::GetIO().ConfigInputTextCursorBlink;
    if (parts.requests.text_cursor && blinks) return parts.drawn_at + caret_ms;
    return parts.copied.changes_at(now);
}

std::optional<Rect> View::card_rect(run::NodeId node) const {
    // Where the panel stands in place of the tree, what was drawn before is no longer to be seen.
    if (parts_->areas.narrow && parts_->panel.tab() != Panel::Tab::tree) return std::nullopt;
    return parts_->tree.card_rect(node);
}

std::optional<Rect> View::timeline_row(run::NodeId node) const {
    if (parts_->areas.timeline.height <= 0) return std::nullopt;
    return parts_->timeline.row_rect(parts_->workspace.shown(), node);
}

std::optional<run::NodeId> View::told_at_pointer() const {
    const auto in_tree = parts_->tree.told();
    return in_tree ? in_tree : parts_->timeline.told();
}

Rect View::composer_rect() const {
    return parts_->areas.composer;
}

void View::place_panel(const PanelPlace& place) {
    parts_->place = place;
    parts_->place.share = std::clamp(place.share, 0.15F, 0.8F);
    parts_->settling = 2;
}

const PanelPlace& View::panel_place() const {
    return parts_->place;
}

Rect View::panel_rect() const {
    return parts_->areas.narrow ? Rect{} : parts_->areas.panel;
}

Reading View::reading() const {
    Reading made = parts_->panel.reading(parts_->workspace);
    const Areas& areas = parts_->areas;
    if (areas.narrow || parts_->place.open) made.rect = areas.panel;
    if (parts_->panel.tab() == Panel::Tab::tree)
        made.rect.height = std::min(made.rect.height, 48 * parts_->options.text_scale);
    return made;
}

void View::read(screen::Shortcut shortcut) {
    parts_->panel.keys().take(shortcut);
    parts_->settling = 2;
}

Finder& View::finder() {
    parts_->settling = 2;
    return parts_->finder;
}

const Finder& View::finder() const {
    return parts_->finder;
}

void View::find_again() {
    const session::Workspace& workspace = parts_->workspace;
    parts_->finder.update(workspace, parts_->panel.shown_node(workspace.shown()),
                          parts_->panel.shows_prompt());
}

Rect View::find_rect() const {
    return parts_->finder.is_open() ? parts_->areas.find : Rect{};
}

void View::reveal(run::NodeId node) {
    parts_->tree.reveal(node);
    parts_->settling = 2;
}

void View::fit_tree() {
    parts_->tree.fit();
    parts_->settling = 2;
}

}  // namespace moa::view
