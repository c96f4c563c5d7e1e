//! What the program promises, held against the program itself: one test binary, a module for each concern.

#[cfg(test)]
mod batch;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod decoding;
#[cfg(test)]
mod engines;
#[cfg(test)]
mod exports;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod failure;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod json;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod recipes;
#[cfg(test)]
mod shell;
#[cfg(test)]
mod summary;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod views;
