#include "web/src/app.hpp"

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>

#include "web/src/document_teller.hpp"
#include "web/src/page_js.hpp"
#include "web_page/web_page.hpp"

namespace moa::web {
namespace {

/// A frame's share of time, when the one before was long ago: animations go on rather than jump.
constexpr float longest_step_seconds = 0.1F;

const char* css_cursor(int cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_TextInput:
            return "text";
        case ImGuiMouseCursor_ResizeAll:
            return "move";
        case ImGuiMouseCursor_ResizeNS:
            return "ns-resize";
        case ImGuiMouseCursor_ResizeEW:
            return "ew-resize";
        case ImGuiMouseCursor_ResizeNESW:
            return "nesw-resize";
        case ImGuiMouseCursor_ResizeNWSE:
            return "nwse-resize";
        case ImGuiMouseCursor_Hand:
            return "pointer";
        case ImGuiMouseCursor_NotAllowed:
            return "not-allowed";
        case ImGuiMouseCursor_None:
            return "none";
        default:
            return "default";
    }
}

void open_link(const std::string& url) {
    if (url.starts_with("https://") || url.starts_with("http://")) moa_page_open_link(url.data(), url.size());
}

void copy_text(const std::string& text) {
    moa_page_write_clipboard(text.data(), text.size());
}

void copy_markdown(const std::string& text) {
    // A longer one is copied without its looks, which a page would take seconds for.
    constexpr std::size_t most_looks = 256 << 10;
    const std::string_view seen = text.size() <= most_looks ? std::string_view(text) : std::string_view();
    const std::string blocks = blocks_json(seen).dump(-1, ' ', false, Json::error_handler_t::replace);
    moa_page_copy_markdown(text.data(), text.size(), blocks.data(), blocks.size());
}

Result<std::string> save_file(const screen::FileToSave& file) {
    moa_page_save_file(file.name.c_str(), file.type.c_str(), file.text.data(), file.text.size());
    return std::string();
}

void share_link(const std::string& text) {
    moa_page_share_link(text.data(), text.size());
}

std::int64_t utc_offset(UtcSeconds time) {
    const auto there = static_cast<std::time_t>(time);
    std::tm local = {};
    return ::localtime_r(&there, &local) == nullptr ? 0 : local.tm_gmtoff;
}

std::string origin_of_page() {
    char origin[300] = "";
    moa_page_origin(origin, sizeof origin);
    return origin;
}

}  // namespace

App::App(Surface& surface)
    : surface_(surface),
      workspace_({&network_, clock_now, utc_now, &credential_store_, &history_}),
      screens_(workspace_, look_, screen::Shell::page,
               {&library_, &recipes_, open_link, copy_text, origin_of_page(), utc_offset, save_file,
                share_link, web_page::to_web_page}),
      view_(workspace_, glyphs_, edges_),
      mirror_(workspace_, view_, screens_, look_),
      pump_([this] { draw_frame(); }, [this](Millis now) { return next_frame(now); }),
      wake_([this] {
          workspace_.tick();
          settle();
      }),
      input_([this] { pump_.input_came(); }, [this] { pump_.draw_now(); }),
      clipboard_([this] { pump_.draw_now(); }) {
    network_.after_event = [this] { settle(); };
    view_.open_screen = [this](std::string_view name) { screens_.open(name); };
    view_.copy_markdown = copy_markdown;
    view_.ask_link = [this](const std::string& address) { screens_.ask_link(address); };
    view_.ask_node = [this](run::NodeId node, const std::string& action) { screens_.ask(node, action); };
    surface_.on_lost = [this] { pump_.set_paused(true); };
    surface_.on_restored = [this] {
        edges_.device_lost();
        pump_.set_paused(false);
    };
}

void App::set_options(const view::ViewOptions& options) {
    view_.set_options(options);
    pump_.input_came();
}

void App::settle() {
    wake_.set(workspace_.next_wake());
    mirror_.schedule();
    pump_.consider();
}

void App::draw_frame() {
    const Millis now = clock_now();
    // What is held back would be lost with a crash while a slow picture is drawn.
    if (slow_frames_ && workspace_.running()) {
        workspace_.conversation().write_down();
        PageHistory::write_now();
    }
    surface_.begin_frame();
    if (view::ViewOptions options = view_.options(); options.pixel_ratio != surface_.pixel_ratio()) {
        options.pixel_ratio = surface_.pixel_ratio();
        view_.set_options(options);
    }
    ImGuiIO& io = ImGui::GetIO();
    const float step = last_frame_ == no_time ? 0 : static_cast<float>(now - last_frame_) / 1000;
    io.DeltaTime = std::clamp(step, 0.001F, longest_step_seconds);
    last_frame_ = now;

    ImGui::NewFrame();
    view_.draw(now);
    ImGui::Render();
    surface_.end_frame(view_.grounds());

    if (const int cursor = ImGui::GetMouseCursor(); cursor != cursor_) {
        cursor_ = cursor;
        moa_page_set_cursor(css_cursor(cursor));
    }
    moa_page_count_frame(++frames_);
    slow_frames_ = clock_now() - now > view::slow_frame;
    // The user may have used a control on the canvas, and cards may have moved.
    wake_.set(workspace_.next_wake());
    mirror_.schedule();
}

}  // namespace moa::web
